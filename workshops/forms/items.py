from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.fields import RowsField
from cohorts.models import Room
from workshops.agenda import lasting, pin, pin_text
from workshops.forms.days import RoomChoice
from workshops.models import Item, Objective, Speaker
from workshops.models.item import DAY

COMPOSITION = ("together", "each_minutes", "each_of", "each_count")
MINUTES = {
    "invalid": _("Write the length in minutes, such as 45, or as 1h30."),
    "min_value": _("A length cannot be negative. Write 0 for an item that only marks a time."),
    "max_value": _("An item lasts at most 1440 minutes, which is 24 hours."),
    "required": _("Write the length in minutes; 0 for an item that only marks a time."),
}


class MinutesField(forms.IntegerField):
    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"class": "hb-short", "inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=DAY, error_messages=MINUTES, widget=widget, **kwargs)

    def to_python(self, value):
        """Minutes, however they were written: 90, 90 min, 1h30, 1:30."""
        try:
            return lasting(value) if isinstance(value, str) else super().to_python(value)
        except ValueError:
            return super().to_python(value)


class CountField(forms.IntegerField):
    """A number that may be left empty, typed like a length."""

    def __init__(self, *, max_value=DAY, min_value=1, **kwargs):
        widget = forms.TextInput(attrs={"class": "hb-short", "inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=min_value, max_value=max_value, required=False, widget=widget, **kwargs)


class PinField(forms.CharField):
    """A time of the day's clock: 12:45, or 00:30 next day. Gives minutes from the day's midnight, or None."""

    widget = forms.TextInput(attrs={"class": "hb-short", "autocomplete": "off"})
    default_error_messages = {"pin": _("Write a time such as 12:45, or 00:30 next day.")}

    def __init__(self, **kwargs):
        super().__init__(max_length=40, required=False, **kwargs)

    def prepare_value(self, value):
        return pin_text(value) if isinstance(value, int) else value

    def clean(self, value):
        text = super().clean(value)
        try:
            return pin(text) if text else None
        except ValueError:
            raise forms.ValidationError(self.error_messages["pin"], code="pin") from None


class SpeakersField(RowsField):
    """Speakers of the session; of those who are not printed, why."""

    def label_from_instance(self, speaker):
        return speaker.name if speaker.is_on else f"{speaker.name} ({speaker.get_status_display().lower()})"


class ItemForm(forms.ModelForm):
    minutes = MinutesField(label=_("Minutes"), initial=30)
    pinned_minute = PinField(
        label=_("Pinned to"),
        help_text=_("Such as 12:45, for a guest or the kitchen. Leave empty and it starts when the item before ends."),
    )
    together = CountField(label=_("Minutes together"), min_value=0)
    each_minutes = CountField(label=_("Then minutes for each"))
    each_count = CountField(
        label=_("How many of them"),
        max_value=1000,
        help_text=_("Leave empty to count the item’s own groups, the people expected, or the speakers who come"),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    of_day = forms.IntegerField(widget=forms.HiddenInput, required=False)  # where it was, should it be gone by then
    objectives = RowsField(
        Objective.objects.none(), label=_("Serves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    speakers = SpeakersField(
        Speaker.objects.none(), label=_("Speakers taking part"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Item
        fields = [
            "title",
            "kind",
            "minutes",
            "pinned_minute",
            "together",
            "each_minutes",
            "each_of",
            "each_count",
            "collects",
            "lead",
            "room",
            "description",
            "objectives",
            "instructions",
            "expected_output",
            "notes",
            "kit",
            "materials",
            "contingency",
        ]
        field_classes = {"room": RoomChoice}
        help_texts = {
            "collects": _("From the day before on: from phones, or typed from cards"),
            "description": _("Printed on the agenda that everyone reads"),
            "instructions": _("For those who lead it"),
            "notes": _("For facilitators only; never on the delegate agenda"),
            "materials": _(
                "Links for those who lead it, one a line. Files, and links for delegates, have a page of their own."
            ),
            "contingency": _("What to shorten or leave out"),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("description", "instructions", "notes")} | {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("kit", "materials")
        }

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["of_day"] = day.pk
        rooms = Room.objects.filter(venue__programme=day.session.cohort.programme_id).select_related("venue")
        self.fields["room"].empty_label = _("The main room")
        self.fields["room"].queryset = rooms.order_by("venue__name", "name")
        self.fields["each_of"].choices = [("", _("Nothing: it is one piece")), *Item.EachOf.choices]
        self.fields["collects"].choices = [("", _("Nothing")), *Item.Collects.choices]
        if not day.session.is_whole_cohort:
            del self.fields["collects"]  # what is said in a set stays there
        self.of_session("objectives", day.session.objectives.all())
        self.of_session("speakers", day.session.speakers.all())
        if self.instance.pk:
            self.initial["revision"] = self.instance.revision
            self.initial["speakers"] = list(self.instance.speakers.all())

    def of_session(self, name, rows):
        """Offer only this session's own; nothing to tick, no field."""
        self.fields[name].queryset = rows
        if not rows:
            del self.fields[name]

    def clean(self):
        """A composition is whole or not there: a sum with a hole in it would say nothing."""
        data = super().clean()
        if data.get("each_of"):
            self.needs("each_minutes", _("Write how many minutes each of them gets."))
            if data["each_of"] == Item.EachOf.TURN:
                self.needs("each_count", _("Write how many turns there are."))
        elif any(data.get(name) is not None for name in ("together", "each_minutes", "each_count")):
            self.add_error("each_of", _("Choose what the minutes are for, or empty the numbers around this."))
        return data

    def needs(self, name, error):
        if self.cleaned_data.get(name) is None and name not in self.errors:
            self.add_error(name, error)

    @property
    def composition(self):
        """The fields that say what the minutes are made of; a page sets them apart from those before and after."""
        return [self[name] for name in COMPOSITION]

    @property
    def before(self):
        return [self[name] for name in ("title", "kind", "minutes", "pinned_minute")]

    @property
    def after(self):
        shown = {field.name for field in [*self.before, *self.composition]}
        return [field for field in self if field.name not in shown]

    @property
    def item_fields(self):
        """The columns of the item, ready for the service."""
        columns = [name for name in self.Meta.fields if name in self.cleaned_data and name != "objectives"]
        return {name: self.cleaned_data[name] for name in columns}

    @property
    def ties(self):
        return {name: list(self.cleaned_data.get(name, ())) for name in ("objectives", "speakers")}
