from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cohorts.text import one_line
from workshops.models import Item

MOST = 30  # groups


class Revised(forms.Form):
    """A form about an item as it stood when the page was made."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class SplitForm(Revised):
    """How an item splits, and into how many groups."""

    way = forms.ChoiceField(label=_("Who is in a group?"), widget=forms.RadioSelect)
    count = forms.IntegerField(
        label=_("How many groups"),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "hb-short", "inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("By set there are as many as sets. By organisation, leave empty for one each."),
    )

    def __init__(self, *args, has_sets, **kwargs):
        super().__init__(*args, **kwargs)
        ways = [way for way in Item.Split if has_sets or way != Item.Split.SET]
        self.fields["way"].choices = [(way.value, way.label) for way in ways]

    def clean(self):
        data = super().clean()
        if data.get("way") == Item.Split.MIXED and not data.get("count") and "count" not in self.errors:
            self.add_error("count", _("Write how many groups to deal people into."))
        return data


class GroupsForm(Revised):
    """Every group's name, room and lead, and every person's group, saved at once."""

    def __init__(self, *args, groups, rooms, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups, self.rooms = list(groups), {str(room.pk): room for room in rooms}
        self.people = {place.pk: place for place in people}
        for group in self.groups:
            self.add_group(group)

    def add_group(self, group):
        rooms = [("", _("The main room")), *((pk, self.described(room)) for pk, room in self.rooms.items())]
        fields = {
            "name": forms.CharField(
                label=_("Name of %(group)s") % {"group": group}, max_length=80, validators=[one_line]
            ),
            "room": forms.ChoiceField(label=_("Room of %(group)s") % {"group": group}, choices=rooms, required=False),
            "lead": forms.CharField(
                label=_("Lead of %(group)s") % {"group": group}, max_length=120, required=False, validators=[one_line]
            ),
        }
        initial = {"name": group.name, "room": str(group.room_id or ""), "lead": group.lead}
        for name, field in fields.items():
            field.initial = initial[name]
            field.widget.attrs["class"] = "form-select" if name == "room" else "form-control"
            self.fields[f"{name}-{group.pk}"] = field

    def described(self, room):
        """Hartwell Hall: Library, 8 seats, step-free"""
        facts = [f"{room.venue}: {room}"]
        if room.capacity is not None:
            facts.append(ngettext("%(n)s seat", "%(n)s seats", room.capacity) % {"n": room.capacity})
        return ", ".join([*facts, str(_("step-free") if room.step_free else _("not step-free"))])

    def add_seats(self):
        """A select for each person. By set there is none: who sits in a set is arranged with the sets."""
        choices = [("", _("No group")), *((str(group.pk), group.name) for group in self.groups)]
        for pk, place in self.people.items():
            field = forms.ChoiceField(
                label=_("Group of %(name)s") % {"name": place},
                choices=choices,
                required=False,
                initial=str(place.group_id or ""),
            )
            field.widget.attrs["class"] = "form-select"
            self.fields[f"seat-{pk}"] = field

    def clean(self):
        data = super().clean()
        ours = ("name-", "room-", "lead-", "seat-")
        if any(name.startswith(ours) and name not in self.fields for name in self.data):
            raise forms.ValidationError(
                _("The page was about groups or people that are not here any more. Look again.")
            )
        return data

    @property
    def group_fields(self):
        """{group id: name, room and lead}, ready for the service."""
        return {
            group.pk: {
                "name": self.cleaned_data[f"name-{group.pk}"],
                "room": self.rooms.get(self.cleaned_data[f"room-{group.pk}"]),
                "lead": self.cleaned_data[f"lead-{group.pk}"],
            }
            for group in self.groups
        }

    @property
    def seats(self):
        """{membership id: group id or None}, for the selects that were sent."""
        sent = [pk for pk in self.people if f"seat-{pk}" in self.data]
        return {pk: int(self.cleaned_data[f"seat-{pk}"] or 0) or None for pk in sent}
