from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from cohorts.fields import DayField
from cohorts.models import Cohort, Invitation, Membership, Person
from cohorts.text import one_line
from reminders import optional, wording
from reminders.kinds.way import Timing
from reminders.models import Kind, Message, OptOut, Rule
from workshops.models import Session, SessionDay


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


class PostponeAllForm(forms.Form):
    """From when, and by how many weeks; once shown, which of the sessions."""

    since = DayField(label=_("Every session from"))
    weeks = forms.IntegerField(
        label=_("By so many weeks"),
        min_value=-52,
        max_value=104,
        help_text=_("Later; with a minus sign, earlier"),
        widget=forms.TextInput(attrs={"class": "hb-short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write a number of weeks, such as 6.")},
    )
    extend = forms.BooleanField(
        label=_("Let the cohort end later, too, where its last session comes to lie after its end"), required=False
    )

    def __init__(self, *args, cohort, viewer, today, **kwargs):
        super().__init__(*args, initial={"since": today, "weeks": 6, "extend": True}, **kwargs)
        runs = Session.objects.run_by(viewer).filter(cohort=cohort, learning_set=None, coaching_pair=None)
        days = SessionDay.objects.standing().filter(session__in=runs).select_related("session__cohort")
        self.first_days = {}
        for day in days.order_by("date", "opens"):
            self.first_days.setdefault(day.session, day.date)

    def clean_weeks(self):
        if self.cleaned_data["weeks"] == 0:
            raise forms.ValidationError(_("Write how many weeks: 0 moves nothing."))
        return self.cleaned_data["weeks"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.moved:
            self.add_error("since", _("No session of the cohort begins on that day or after it, or none is ticked."))
        return cleaned

    @property
    def moved(self):
        """Each session that moves, with the new date of its first day."""
        since, by = self.cleaned_data["since"], timedelta(weeks=self.cleaned_data["weeks"])
        ticked = set(self.data.getlist("sessions")) if "shown" in self.data else None
        return [
            (session, date + by)
            for session, date in self.first_days.items()
            if date >= since and (ticked is None or str(session.pk) in ticked)
        ]


class MailsForm(forms.Form):
    """The mails that can be done without, as far as the viewer's roles bring them, and own words."""

    own_words = forms.BooleanField(required=False)

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, initial={"own_words": viewer.person.own_words_by_mail}, **kwargs)
        self.offers_words = bool(viewer.participations)
        offered = optional.FOR_PARTICIPANTS if viewer.participations else []
        self.offered = [*offered, *(optional.FOR_COORDINATORS if viewer.programmes_coordinated else [])]
        out = set(OptOut.objects.filter(person=viewer.person).values_list("kind", flat=True))
        self.fields |= {kind: forms.BooleanField(required=False, initial=kind not in out) for kind in self.offered}

    @property
    def kinds(self):
        """Each kind that is offered, and whether it is wanted."""
        return [(kind, self[kind].value()) for kind in self.offered]

    @property
    def choice(self):
        wanted = {kind: self.cleaned_data[kind] for kind in self.offered}
        return {"wanted": wanted, "own_words": self.cleaned_data["own_words"] if self.offers_words else None}


class WriteForm(forms.Form):
    """What the office writes to many: to whom, and what."""

    to = forms.ChoiceField(label=_("To"))
    subject = forms.CharField(label=_("Subject"), max_length=120, validators=[one_line])
    words = forms.CharField(
        label=_("Message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 12}), help_text=_("Plain text.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, circles, **kwargs):
        super().__init__(*args, **kwargs)
        self.circles = {circle.key: circle for circle in circles}
        self.fields["to"].choices = [("", _("Choose")), *((key, one.label) for key, one in self.circles.items())]

    def clean_subject(self):
        wording.check(self.cleaned_data["subject"], Kind.BULK)
        return self.cleaned_data["subject"]

    def clean_words(self):
        wording.check(self.cleaned_data["words"], Kind.BULK)
        return self.cleaned_data["words"]

    @property
    def circle(self):
        return self.circles[self.cleaned_data["to"]]


class RuleForm(forms.ModelForm):
    """One rule of a kind: only what the kind can be told is asked."""

    session_kind = forms.ChoiceField(label=_("Kind of session"), required=False)
    days = forms.IntegerField(
        min_value=0,
        max_value=365,
        widget=forms.TextInput(attrs={"class": "hb-short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write a number of days from 0 to 365.")},
    )
    hour = forms.IntegerField(
        label=_("At the hour"),
        min_value=0,
        max_value=23,
        help_text=_("From 0 to 23, by the clocks there: 9 is 09:00"),
        widget=forms.TextInput(attrs={"class": "hb-short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write an hour from 0 to 23.")},
    )

    class Meta:
        model = Rule
        fields = ["session_kind", "role", "days", "hour", "subject", "words"]
        help_texts = {"subject": _("Empty: the usual subject")}

    def __init__(self, *args, way, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.way, self.programme = way, programme
        self.fields["session_kind"].choices = [("", _("Every kind")), *Session.Kind.choices]
        self.fields["role"].choices = [(role, Rule.Who(role).label) for role in way.roles]
        self.fields["days"].label, self.fields["days"].help_text = DAYS.get(way.timing, ("", ""))
        for name in set(self.fields) - asked_of(way):
            del self.fields[name]

    def clean_subject(self):
        wording.check(self.cleaned_data["subject"], self.way.kind)
        return self.cleaned_data["subject"]

    def clean_words(self):
        wording.check(self.cleaned_data["words"], self.way.kind)
        return self.cleaned_data["words"]

    def clean(self):
        cleaned = super().clean()
        when = {name: cleaned[name] for name in ("session_kind", "role", "days", "hour") if name in cleaned}
        others = self.programme.reminder_rules.filter(kind=self.way.kind, **when).exclude(pk=self.instance.pk)
        if when and not self.errors and others.exists():
            self.add_error("days" if "days" in when else None, TWICE)
        return cleaned


TWICE = forms.ValidationError(_("There is such a rule already."), code="twice")
DAYS = {
    Timing.BEFORE: (_("Days before"), _("0 is the day itself")),
    Timing.AFTER: (_("Days after"), _("1 is the day after the last day")),
    Timing.DEADLINE: (_("Days before the deadline"), _("0 is the day itself")),
    Timing.PROMISE: (_("Days before"), _("0 is the day for which it was promised")),
    Timing.QUIET: (_("After so many quiet days"), _("Counted from the last that was written")),
}
OF_SESSIONS = {Timing.BEFORE, Timing.AFTER, Timing.DEADLINE}


def asked_of(way):
    """The fields that a rule of this kind has."""
    return {
        "subject",
        "words",
        *(["session_kind"] if way.timing in OF_SESSIONS else []),
        *(["role"] if way.roles else []),
        *(["days"] if way.timing in DAYS else []),
        *(["hour"] if way.timing is not Timing.AT_ONCE else []),
    }
