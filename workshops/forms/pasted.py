"""The preview of a pasted agenda: every row correctable, every heading given a day."""

from datetime import date, time, timedelta
from typing import NamedTuple

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cohorts.text import one_line
from workshops.agenda import timetable
from workshops.forms.days import NEAR
from workshops.forms.items import MinutesField, PinField
from workshops.models import Item
from workshops.pasting.headings import heading_of
from workshops.pasting.preview import ROW, SECTION
from workshops.services.pasting import PASTED, Batch

PLACE = ("venue", "room", "online_link", "online_host", "dial_in")  # of a new day, as of the one the page is about
SHORTEST, LATEST = 30, 24 * 60 - 1  # minutes that a day lasts which is added, and its last minute


class PastedRow(forms.Form):
    """One item as it will be added. What is left out is not looked at."""

    section = forms.CharField(max_length=4)
    start = forms.CharField(max_length=40, required=False)
    pin = PinField(label=_("Pinned to"))
    minutes = MinutesField(label=_("Minutes"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Item.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=200, validators=[one_line])
    lead = forms.CharField(label=_("Lead"), max_length=120, required=False, validators=[one_line])
    notes = forms.CharField(label=_("Facilitator notes"), max_length=4000, required=False)
    doubts = forms.CharField(max_length=200, required=False)
    leave = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.full_clean()
        self.is_left_out = self.cleaned_data["leave"]
        self.doubted = self.cleaned_data.get("doubts", "").split()

    @property
    def wrong(self):
        """(field, what is wrong) for what somebody has to mend."""
        return (
            []
            if self.is_left_out
            else [(self[name], said) for name, all_said in self.errors.items() for said in all_said]
        )

    @property
    def item_fields(self):
        """The columns of the item, ready for the service."""
        return {name: self.cleaned_data[name] for name in PASTED} | {"pinned_minute": self.cleaned_data["pin"]}

    @property
    def timed(self):
        """The row as an item of a timetable; what is not valid counts as nothing."""
        return Timed(self, self.cleaned_data.get("minutes") or 0, self.cleaned_data.get("pin"), self["kind"].value())


class Timed(NamedTuple):
    row: PastedRow
    minutes: int
    pinned_minute: int | None
    kind: str


class Section(forms.Form):
    """The rows under one heading, and the day of the session that they go to."""

    heading = forms.CharField(max_length=200, required=False)
    day = forms.ChoiceField(error_messages={"invalid_choice": _("Choose a day of this session.")})

    def __init__(self, values, n, *, rows, days, meant):
        self.rows = [row for row in rows if row.cleaned_data.get("section") == str(n)]
        self.kept = [row for row in self.rows if not row.is_left_out]
        self.says = heading_of(values.get("heading", ""))
        self.days, self.new = days, new_date(self.says, list(days.values()))
        values = {"day": self.meant(meant)} | values
        super().__init__({f"s{n}-{name}": values[name] for name in SECTION if name in values}, prefix=f"s{n}")
        self.fields["day"].choices = list(self.choices())
        self.full_clean()

    def choices(self):
        for day in self.days.values():
            yield str(day.pk), f"{date_format(day.date, 'D j F')}, {filled(day)}"
        if self.new:
            yield f"new:{self.new}", _("A new day on %(date)s") % {"date": date_format(self.new, "D j F Y")}
        yield "none", _("Nowhere: leave these items out")

    def meant(self, otherwise):
        """The day that the heading tells of; else `otherwise`, a new day, or none."""
        found = self.told() or otherwise
        if found:
            return str(found.pk)
        return f"new:{self.new}" if self.new else "none"

    def told(self):
        """The standing day of its date; where it has none on that date, the day of its number."""
        days = list(self.days.values())
        if self.says is None:
            return None
        numbered = days[self.says.nth - 1] if self.says.nth and self.says.nth <= len(days) else None
        return next((day for nth, day in enumerate(days, 1) if self.says.fits(day.date, nth)), numbered)

    @property
    def goes_to(self):
        """The id of a standing day, the date of a new one, or None."""
        chosen = self.cleaned_data.get("day", "none")
        if chosen.startswith("new:"):
            return self.new
        return None if chosen == "none" else int(chosen)


def filled(day):
    n = len(day.items.all())
    return ngettext("%(n)s item so far", "%(n)s items so far", n) % {"n": n} if n else _("no items yet")


def new_date(heading, days):
    """The date that a heading tells of and the session has no day on; None where it tells of none near."""
    if heading is None:
        return None
    found = date_of(heading, days[0].date)
    taken = {day.date for day in days}
    return found if found and found not in taken and abs(found - days[0].date) < NEAR else None


def date_of(heading, first):
    """The date a heading means in a session that begins on `first`."""
    if heading.day:
        try:
            return date(heading.year or first.year, heading.month, heading.day)
        except ValueError:
            return None
    if heading.nth:
        return first + timedelta(days=min(heading.nth, 99) - 1)
    return first + timedelta(days=(heading.weekday - first.weekday()) % 7)


class PreviewForm(forms.Form):
    """The whole of it. `mode` says what becomes of items that are there already."""

    mode = forms.ChoiceField(
        choices=[("after", _("Add these after them")), ("instead", _("Put these in their place"))], required=False
    )
    seen = forms.CharField(required=False)

    def __init__(self, data, preview, *, days, today):
        super().__init__(data)
        self.preview, self.days, self.today = preview, days, today
        rows = [PastedRow(named(n, row), prefix=f"r{n}") for n, row in enumerate(preview.rows)]
        self.sections = [
            Section(values, n, rows=rows, days=days, meant=self.place_of(n, values))
            for n, values in enumerate(preview.sections)
        ]
        self.full_clean()
        self.replaces = self.cleaned_data.get("mode") == "instead"

    def place_of(self, n, values):
        """The day of a section whose heading tells of none: the page's own, or in turn where there are as many."""
        sections = self.preview.sections
        if len(sections) == 1 or not values.get("heading"):
            return self.today
        return list(self.days.values())[n] if len(sections) == len(self.days) else None

    @property
    def wrong(self):
        """(field, what is wrong) wherever something is, of what is going to be added."""
        going = [section for section in self.sections if section.errors or section.goes_to]
        chosen = [(section["day"], said) for section in going for said in section.errors.get("day", [])]
        return [*chosen, *(one for section in going for row in section.rows for one in row.wrong)]

    @property
    def going(self):
        """The sections for each day, in order: {id or date: [section, …]}."""
        found = {}
        for section in self.sections:
            if section.goes_to and section.kept:
                found.setdefault(section.goes_to, []).append(section)
        return found

    def slots(self, where):
        """The rows that go to one day, timed after whatever stays there."""
        rows = [row.timed for section in self.going[where] for row in section.kept]
        if isinstance(where, date):
            first = next(iter(self.days.values())).opens_minute
            return list(timetable(rows, first if rows[0].pinned_minute is None else rows[0].pinned_minute))
        return list(timetable(rows, self.free_from(where)))

    def free_from(self, pk):
        """When an item after those that stay on the day would start."""
        day = self.days[pk]
        there = [] if self.replaces else list(timetable(day.items.all(), day.opens_minute))
        return there[-1].end if there else day.opens_minute

    @property
    def batches(self):
        """What the service adds; only of a form with nothing wrong."""
        return [self.batch(where, [row.item_fields for row in self.kept(where)]) for where in self.going]

    def kept(self, where):
        return [row for section in self.going[where] for row in section.kept]

    def batch(self, where, items):
        if isinstance(where, date):
            return Batch(items, new_day=self.new_day(where))
        return Batch(items, day=where, replaces=self.replaces)

    def new_day(self, on):
        """A day as long as its items, at the place of the day that the page is about."""
        slots = self.slots(on)
        opens = min(slots[0].start, LATEST - SHORTEST)
        closes = min(max(slots[-1].end, opens + SHORTEST), LATEST)
        place = {name: getattr(self.today, name) for name in PLACE}
        return place | {"date": on, "opens": wall(opens), "closes": wall(closes)}


def wall(minute):
    return time(minute // 60, minute % 60)


def named(n, row):
    return {f"r{n}-{name}": row[name] for name in ROW if name in row}
