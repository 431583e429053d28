from datetime import timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cohorts.fields import ClockField, DayField
from cohorts.models import Room, Venue
from cohorts.text import one_line
from workshops.wall_time import utc

NEAR = timedelta(days=2 * 366)  # a year typed wrong falls outside, an alumni meeting inside


class RoomChoice(forms.ModelChoiceField):
    def label_from_instance(self, room):
        return f"{room.venue}: {room}"


class DayFields(forms.Form):
    """When and where a day is."""

    date = DayField(label=_("Date"))
    opens = ClockField(label=_("Starts"))
    closes = ClockField(label=_("Ends"), help_text=_("Such as 16:30"))
    venue = forms.ModelChoiceField(Venue.objects.none(), label=_("Venue"), required=False, empty_label=_("None yet"))
    room = RoomChoice(Room.objects.none(), label=_("Room"), required=False, empty_label=_("None yet"))
    online_link = forms.URLField(
        label=_("Online link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Write a whole web address, such as https://meet.example.org/room.")},
    )
    online_host = forms.CharField(
        label=_("Online host"),
        required=False,
        max_length=160,
        validators=[one_line],
        help_text=_("Who hosts, and who lets people in: such as Frances Dale, with Pat Lindqvist at the door"),
    )
    dial_in = forms.CharField(
        label=_("By telephone"),
        required=False,
        max_length=160,
        validators=[one_line],
        help_text=_("Number and code, for whoever cannot get online"),
    )

    def about(self, cohort):
        """Offer the venues of the programme, the home venue first, and dates near the cohort's own."""
        self.cohort = cohort
        venues = Venue.objects.filter(programme=cohort.programme_id)
        self.fields["venue"].queryset = venues
        self.fields["room"].queryset = (
            Room.objects.filter(venue__in=venues).select_related("venue").order_by("venue__name", "name")
        )
        self.fields["venue"].initial = cohort.home_venue_id

    def keep_only(self, *names):
        """Ask for nothing of the day but `names`."""
        for name in DayFields.base_fields.keys() - set(names):
            del self.fields[name]

    def clean_date(self):
        date, cohort = self.cleaned_data["date"], self.cohort
        if not cohort.starts_on - NEAR <= date <= cohort.ends_on + NEAR:
            raise forms.ValidationError(
                _("Check the year: the cohort runs from %(from)s to %(to)s."),
                params={"from": date_format(cohort.starts_on), "to": date_format(cohort.ends_on)},
            )
        return date

    def clean(self):
        super().clean()
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens and closes and not self.is_in_order(opens, closes):
            self.add_error("closes", _("The end must be after the start."))
        venue, room = self.cleaned_data.get("venue"), self.cleaned_data.get("room")
        if room and room.venue != venue:
            self.add_error("room", _("This room is at another venue."))
        return self.cleaned_data

    def is_in_order(self, opens, closes):
        """Whether it ends after it starts, also in the night in which the clocks leave an hour out."""
        date, zone = self.cleaned_data.get("date"), self.cohort.zone
        return opens < closes and (date is None or utc(date, opens, zone) < utc(date, closes, zone))

    @property
    def day_fields(self):
        """The columns of the day, ready for the service."""
        return {name: self.cleaned_data[name] for name in DayFields.base_fields}


class DayForm(DayFields):
    def __init__(self, *args, cohort, day=None, **kwargs):
        if day:
            kwargs["initial"] = {name: getattr(day, name) for name in DayFields.base_fields}
        super().__init__(*args, **kwargs)
        self.about(cohort)
