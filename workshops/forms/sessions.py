from datetime import timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cohorts.fields import DayField, LinesField
from cohorts.models import ActionLearningSet, CoachingPair
from workshops.forms.days import DayFields
from workshops.models import Session

Kind = Session.Kind


class SessionForm(forms.ModelForm):
    """What a session is. `sets` are those whose meeting it may be; `kinds` the kinds the viewer may choose."""

    objectives = LinesField(
        label=_("Objectives"),
        required=False,
        help_text=_("What the day is for, one a line. The items that serve each of them are chosen item by item."),
    )

    reply_by = DayField(
        label=_("Replies by"), required=False, help_text=_("Whoever has not replied is asked once more before")
    )

    class Meta:
        model = Session
        fields = ["kind", "name", "title", "learning_set", "coaching_pair", "arrival", "bring", "reply_by"]
        labels = {"coaching_pair": _("Coaching pair")}
        help_texts = {
            "learning_set": _("For a set meeting only"),
            "coaching_pair": _("For coaching only"),
            "bring": _("What people bring with them, such as their challenge as it stands now"),
        }

    def __init__(self, *args, sets, pairs, kinds=tuple(Kind), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["learning_set"].queryset = sets
        self.fields["coaching_pair"].queryset = pairs.select_related("coach__person", "coachee__person")
        for name in ("learning_set", "coaching_pair"):
            self.fields[name].empty_label = _("None")
        self.offer(kinds)
        if self.instance.pk:
            self.initial["objectives"] = [objective.text for objective in self.instance.objectives.all()]

    def offer(self, kinds):
        """Only kinds that can be filled in: no set meeting without sets, no coaching without pairs."""
        for kind, name in ((Kind.SET_MEETING, "learning_set"), (Kind.COACHING, "coaching_pair")):
            if not self.fields[name].queryset.exists():
                kinds = [other for other in kinds if other != kind]
            if kind not in kinds:
                del self.fields[name]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean(self):
        super().clean()
        kind = self.cleaned_data.get("kind")
        for needs, name, missing, extra in (
            (Kind.SET_MEETING, "learning_set", _("Choose the set that meets."), _("Only a set meeting has a set.")),
            (Kind.COACHING, "coaching_pair", _("Choose the pair."), _("Only coaching has a pair.")),
        ):
            chosen = self.cleaned_data.get(name)
            if kind == needs and not chosen:
                self.add_error(name if name in self.fields else "kind", missing)
            elif kind and kind != needs and chosen:
                self.add_error(name, extra)
        self.clean_deadline()
        return self.cleaned_data

    def clean_deadline(self):
        """No later than the first day, and no year before it."""
        deadline, first = self.cleaned_data.get("reply_by"), self.first_day()
        if deadline and first and not first - timedelta(days=365) <= deadline <= first:
            day = {"day": date_format(first)}
            self.add_error("reply_by", _("The first day is %(day)s: ask for replies before it.") % day)

    def first_day(self):
        standing = self.instance.days.filter(cancelled_at=None).first() if self.instance.pk else None
        return self.cleaned_data.get("date") or (standing and standing.date)

    @property
    def session_fields(self):
        """The columns of the session, ready for the service."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


class NewSessionForm(DayFields, SessionForm):
    """A session with its first day."""

    field_order = [
        *("kind", "name", "title", "learning_set", "coaching_pair"),
        *("date", "opens", "closes", "venue", "room", "online_link", "online_host", "dial_in"),
    ]

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.about(cohort)


class PostponeForm(DayFields):
    """Where to move a session: only its first day."""

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.keep_only("date")
        self.fields["date"].label = _("First day on")


def sets_of(cohort, viewer, *, plans):
    """The sets whose meeting the viewer may add: all of the cohort, or those they advise."""
    sets = ActionLearningSet.objects.filter(cohort=cohort)
    return sets if plans else sets.filter(pk__in=viewer.sets_advised)


def pairs_of(cohort):
    return CoachingPair.objects.filter(coachee__cohort=cohort, ended_at=None)
