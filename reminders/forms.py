from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Invitation, Person
from cohorts.text import one_line
from reminders import optional, wording
from reminders.kinds.way import Timing
from reminders.models import Kind, Message, Occasion, OptOut, Rule
from workshops.models import Session


class LedgerFilter(forms.Form):
    """Which messages to show; anything that makes no sense shows them all."""

    state = forms.ChoiceField(label=_("State"), required=False)
    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All"))
    person = forms.CharField(label=_("Person"), required=False, max_length=120)

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *Message.State.choices]
        self.fields["cohort"].queryset = cohorts

    def narrow(self, messages):
        """`messages` as far as the choices are valid."""
        self.is_valid()
        chosen = self.cleaned_data
        if state := chosen.get("state"):
            messages = messages.filter(state=state)
        if cohort := chosen.get("cohort"):
            messages = messages.filter(of_cohort(cohort))
        if person := chosen.get("person"):
            messages = messages.filter(person__in=Person.objects.matching(person))
        return messages


def of_cohort(cohort):
    invitations = Invitation.objects.filter(membership__cohort=cohort).values("pk")
    invited = Q(occasion__kind=Occasion.Kind.INVITATION, occasion__subject__in=invitations)
    return Q(occasion__session__cohort=cohort) | invited


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
