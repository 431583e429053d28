from django import forms
from django.utils.translation import gettext_lazy as _

from reminders import wording
from reminders.kinds.way import Timing
from reminders.models import Rule
from workshops.models import Session


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
