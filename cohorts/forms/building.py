from collections.abc import Sequence
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.building import Slot
from cohorts.mixing import number_for
from cohorts.models import Membership, SetWish

USUAL = 6  # of the four to eight a set works with


class PlanForm(forms.Form):
    """How many sets or how large, and what to mind."""

    sets = forms.IntegerField(label=_("How many sets"), min_value=1, max_value=100, required=False)
    size = forms.IntegerField(
        label=_("Or how many people in a set, at most"),
        help_text=_("Filled in, this decides, and the number above does not count."),
        min_value=2,
        max_value=50,
        required=False,
    )
    bosses = forms.BooleanField(
        label=_("Keep a boss and a report apart"),
        help_text=_("A boss is whoever is named as line manager of somebody else here."),
        required=False,
    )
    afresh = forms.BooleanField(label=_("Part those who share a set now, so that people meet others"), required=False)
    seed = forms.IntegerField(min_value=0, max_value=9999, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, people: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("sets") and not data.get("size"):
            self.add_error("sets", _("Say how many sets to build, or how large."))
        if not self.errors and self.number > max(self.people, 1):
            self.add_error("sets", _("There are fewer people than that."))
        return data

    @property
    def number(self) -> int:
        size = self.cleaned_data["size"]
        return number_for(self.people, size) if size else self.cleaned_data["sets"]

    @property
    def asked(self) -> dict:
        """What to propose by."""
        data = self.cleaned_data
        return {"number": self.number, "seed": data["seed"] or 0, "bosses": data["bosses"], "afresh": data["afresh"]}

    @property
    def another(self) -> str:
        """The query of the next arrangement that is as good."""
        query = self.data.copy()
        query["seed"] = (self.cleaned_data["seed"] or 0) + 1
        return urlencode({name: query[name] for name in query if name in self.fields})


class WishForm(forms.Form):
    """Two participants and what is wished of them."""

    one = forms.ModelChoiceField(None, label=_("Person"))
    kind = forms.ChoiceField(label=_("Wish"), choices=SetWish.Kind, initial=SetWish.Kind.APART)
    other = forms.ModelChoiceField(None, label=_("And"))

    def __init__(self, *args, participants, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["one"].queryset = self.fields["other"].queryset = participants

    def clean(self):
        data = super().clean()
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("Choose two different people."))
        return data


class ProposalForm(forms.Form):
    """Everybody's set in the arrangement that was proposed, to be changed by hand."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, participants: Sequence[Membership], slots: Sequence[Slot], **kwargs):
        super().__init__(*args, **kwargs)
        self.participants = participants
        self.slots = {slot.key: slot for slot in slots}
        choices = [(slot.key, slot.name) for slot in slots]
        for place in participants:
            widget = forms.Select(attrs={"class": "form-select"})
            label = _("Set of %(name)s") % {"name": place}
            self.fields[f"seat-{place.pk}"] = forms.ChoiceField(label=label, choices=choices, widget=widget)

    @property
    def seats(self) -> dict[Membership, Slot]:
        return {place: self.slots[self.cleaned_data[f"seat-{place.pk}"]] for place in self.participants}
