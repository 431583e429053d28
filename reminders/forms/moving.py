from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.fields import DayField
from workshops.models import Session, SessionDay

FARTHEST = timedelta(weeks=104)


class PostponeAllForm(forms.Form):
    """From when, and by how many weeks or days; once shown, which of the sessions."""

    since = DayField(label=_("Every session from"))
    number = forms.IntegerField(
        label=_("By so many"),
        min_value=-366,
        max_value=730,
        help_text=_("Later; with a minus sign, earlier"),
        widget=forms.TextInput(attrs={"class": "hb-short", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write a number, such as 6.")},
    )
    unit = forms.ChoiceField(
        label=_("Weeks or days"),
        choices=[("weeks", _("weeks, the weekday stays")), ("days", _("days"))],
    )
    extend = forms.BooleanField(
        label=_("Let the cohort end later, too, where its last session comes to lie after its end"), required=False
    )

    def __init__(self, *args, cohort, viewer, today, **kwargs):
        super().__init__(*args, initial={"since": today, "number": 6, "unit": "weeks", "extend": True}, **kwargs)
        runs = Session.objects.run_by(viewer).filter(cohort=cohort, learning_set=None, coaching_pair=None)
        days = SessionDay.objects.standing().filter(session__in=runs).select_related("session__cohort")
        self.first_days = {}
        for day in days.order_by("date", "opens"):
            self.first_days.setdefault(day.session, day.date)

    def clean_number(self):
        if self.cleaned_data["number"] == 0:
            raise forms.ValidationError(_("Write how many: 0 moves nothing."))
        return self.cleaned_data["number"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and abs(self.shift) > FARTHEST:
            self.add_error("number", _("That is more than two years. Move it by less."))
        if not self.errors and not self.moved:
            self.add_error("since", _("No session of the cohort begins on that day or after it, or none is ticked."))
        return cleaned

    @property
    def shift(self):
        return timedelta(**{self.cleaned_data["unit"]: self.cleaned_data["number"]})

    @property
    def moved(self):
        """Each session that moves, with the new date of its first day."""
        since, by = self.cleaned_data["since"], self.shift
        ticked = set(self.data.getlist("sessions")) if "shown" in self.data else None
        return [
            (session, date + by)
            for session, date in self.first_days.items()
            if date >= since and (ticked is None or str(session.pk) in ticked)
        ]
