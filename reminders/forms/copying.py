from datetime import timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cohorts.fields import DayField
from cohorts.text import one_line
from reminders.services.copying import Chosen

WEEK = timedelta(weeks=1)
YEAR = 52 * WEEK  # the same weekday, near the same date
FARTHEST = timedelta(days=5 * 366)  # a year typed wrong falls outside


class CopyForm(forms.Form):
    """What the next cohort is called and when it begins; once shown, the first day of every session."""

    name = forms.CharField(
        label=_("Name"), max_length=120, validators=[one_line], help_text=_("Of the new cohort, such as Spring 2028")
    )
    begins = DayField(label=_("First session on"))
    leads = forms.BooleanField(
        label=_("Bring the leads of the items, too"),
        required=False,
        help_text=_("By name, as they stand in the agendas and groups"),
    )
    extend = forms.BooleanField(
        label=_("Let the programme end later, too, where the new cohort ends after it"), required=False, initial=True
    )

    def __init__(self, data=None, *, cohort, sessions, **kwargs):
        first = sessions[0].standing[0].date if sessions else cohort.starts_on
        super().__init__(data, initial={"begins": first + YEAR}, **kwargs)
        self.sessions, self.first = sessions, first
        if not sessions:
            self.fields["begins"].label = _("Begins on")
        for session in sessions:
            if data and key(session) in data:
                label = _("%(name)s begins on") % {"name": session.name}
                self.fields[key(session)] = DayField(label=label, help_text="")

    def clean(self):
        for name in ("begins", *(key(session) for session in self.sessions)):
            on = self.cleaned_data.get(name)
            if on and abs(on - self.first) > FARTHEST:
                self.add_error(name, _("That is more than five years from the dates that are copied."))
        return self.cleaned_data

    @property
    def shift(self):
        """The whole weeks nearest to the date given, so that weekdays stay."""
        return WEEK * round((self.cleaned_data["begins"] - self.first) / WEEK)

    @property
    def dates(self):
        """The first day of each session: as it was typed, else the first on the date given and the rest by weeks."""
        return {each.pk: self.cleaned_data.get(key(each)) or self.moved(each) for each in self.sessions}

    def moved(self, session):
        was = session.standing[0].date
        return self.cleaned_data["begins"] if was == self.first else was + self.shift

    @property
    def chosen(self):
        given = self.cleaned_data
        return Chosen(
            name=given["name"],
            shift=self.shift,
            dates=self.dates,
            leads=given["leads"],
            extend=given.get("extend", False),
            programme_name=given.get("programme_name", ""),
        )

    @property
    def all_data(self):
        """What was sent, and the date of every session that was not."""
        data = self.data.copy()
        for session in self.sessions:
            data.setdefault(key(session), date_format(self.dates[session.pk], "j F Y"))
        return data

    @property
    def rows(self):
        """Each session with the field of its date, once there is one."""
        return [(each, self[key(each)]) for each in self.sessions if key(each) in self.fields]

    @property
    def general(self):
        """The fields that are not about one session."""
        return [self[name] for name in self.fields if not name.startswith("day_")]


class CopyProgrammeForm(CopyForm):
    programme_name = forms.CharField(label=_("Name of the new programme"), max_length=120, validators=[one_line])
    extend = None  # the new programme is as long as its cohort needs
    field_order = ["programme_name", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of its first cohort")


def key(session):
    return f"day_{session.pk}"
