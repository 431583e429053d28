from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Invitation, Membership, Person
from reminders.models import Kind, Message


class TruthFilter(forms.Form):
    """Which messages to show, gone or ahead; anything that makes no sense narrows nothing."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    state = forms.ChoiceField(label=_("State"), required=False)
    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All"))
    person = forms.CharField(label=_("Person"), required=False, max_length=120)

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *Message.State.choices]
        self.fields["cohort"].queryset = cohorts
        for name, css in (("since", "form-control"), ("until", "form-control"), ("person", "form-control")):
            self.fields[name].widget.attrs |= {"class": css, "autocomplete": "off"}
        for name in ("state", "cohort"):
            self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def chosen(self):
        """What was chosen, as far as it is valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def moments(self):
        """From when and until when, as moments; None where nothing was chosen."""
        since, until = self.chosen.get("since"), self.chosen.get("until")
        midnight = time.min
        return (
            make_aware(datetime.combine(since, midnight)) if since else None,
            make_aware(datetime.combine(until + timedelta(days=1), midnight)) if until else None,
        )

    def narrow(self, messages):
        """Those of `messages` that were chosen."""
        chosen, (since, until) = self.chosen, self.moments()
        conditions = [
            Q(state=chosen["state"]) if "state" in chosen else Q(),
            of_cohort(chosen["cohort"], "occasion__") if "cohort" in chosen else Q(),
            of_person(chosen["person"]) if "person" in chosen else Q(),
            Q(next_attempt_at__gte=since) if since else Q(),
            Q(next_attempt_at__lt=until) if until else Q(),
        ]
        return messages.filter(*conditions)

    def narrow_ahead(self, occasions, until):
        """Those of `occasions` that were chosen, as far as `until` where nothing else was."""
        since, chosen_until = self.moments()
        occasions = occasions.filter(due_at__lt=chosen_until or until)
        if since:
            occasions = occasions.filter(due_at__gte=since)
        if cohort := self.chosen.get("cohort"):
            occasions = occasions.filter(of_cohort(cohort))
        return occasions


def of_person(words):
    return Q(person__in=Person.objects.matching(words)) | Q(speaker__name__icontains=words)


def of_cohort(cohort, way=""):
    """The condition under which an occasion, reached by `way`, is about `cohort` or somebody's place on it."""
    places = Membership.objects.filter(cohort=cohort).values("pk")
    subjects = {
        Kind.INVITATION: Invitation.objects.filter(membership__cohort=cohort).values("pk"),
        Kind.WELCOME: places,
        Kind.COMMITMENTS: places,
        Kind.DATES: [cohort.pk],
        Kind.NUDGE: [cohort.pk],
        Kind.BULK: cohort.broadcasts.values("pk"),
    }
    found = Q(**{f"{way}session__cohort": cohort})
    for kind, pks in subjects.items():
        found |= Q(**{f"{way}kind": kind, f"{way}subject__in": pks})
    return found
