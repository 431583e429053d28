from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.fields import DayField
from workshops.models import Session, SessionDay


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
