from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person
from programme.trail import kinds


class TrailFilter(forms.Form):
    """Which events to show; anything that makes no sense narrows nothing."""

    person = forms.CharField(label=_("Who did it"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Kind of thing"), required=False)
    number = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *kinds()]
        self.fields["kind"].widget.attrs["class"] = "form-select"
        for name in ("person", "since", "until"):
            self.fields[name].widget.attrs |= {"class": "form-control", "autocomplete": "off"}

    @property
    def chosen(self):
        """What was chosen, as far as it is valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, events):
        """Those of `events` that were chosen. A thing's number means nothing without its kind."""
        chosen = self.chosen
        conditions = [
            Q(by__in=Person.objects.matching(chosen["person"])) if "person" in chosen else Q(),
            Q(model=chosen["kind"]) if "kind" in chosen else Q(),
            Q(object_id=chosen["number"]) if {"kind", "number"} <= set(chosen) else Q(),
            Q(at__gte=midnight(chosen["since"])) if "since" in chosen else Q(),
            Q(at__lt=midnight(chosen["until"], days=1)) if "until" in chosen else Q(),
        ]
        return events.filter(*conditions)


def midnight(day, days=0):
    try:
        return make_aware(datetime.combine(day + timedelta(days=days), time.min))
    except OverflowError:  # the last day there is
        return make_aware(datetime.combine(day, time.min))
