"""Why a date may be unwelcome: weekends, bank holidays, dates to avoid, other sessions, a room taken, own dates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

import holidays

from cohorts.models import AvoidedDates, Cohort, Membership
from cohorts.viewer import Viewer
from reminders import doubled
from workshops.models import SessionDay

SATURDAY = 5


@dataclass(frozen=True)
class Warn:
    """One reason against one day. `kind` chooses the words in the template."""

    kind: str
    day: SessionDay
    about: Any = None


def warnings(days: Iterable[SessionDay], viewer: Viewer, now: datetime) -> list[Warn]:
    """Reasons against `days` (standing, with session and cohort) that `viewer` may know, at constant queries."""
    days = list(days)
    avoided = list(AvoidedDates.objects.filter(programme__in={day.session.cohort.programme_id for day in days}))
    others = beside(days)
    found = [warn for day in days for warn in against(day, avoided, others, now)]
    return found + list(in_two_places(days, viewer))


def in_two_places(days: list[SessionDay], viewer: Viewer) -> Iterator[Warn]:
    others = doubled.at_that_time(days)
    going = doubled.places(days, others)
    seen = Membership.objects.visible_to(viewer).filter(pk__in=[place.pk for place in going])
    known = set(seen.values_list("pk", flat=True))
    for day in days:
        there = doubled.overlapping(day, others)
        if day.room_id and any(other.room_id == day.room_id for other in there):
            yield Warn("room", day, day.room)
        if people := doubled.elsewhere(day, there, going, known):
            yield Warn("people", day, people)


def beside(days: list[SessionDay]) -> list[SessionDay]:
    """Standing days of the same cohorts on the same dates, those that move included."""
    ours = {"session__cohort__in": {day.session.cohort_id for day in days}, "date__in": {day.date for day in days}}
    found = SessionDay.objects.standing().filter(**ours)
    return list(found.select_related("session"))


def against(day: SessionDay, avoided: list[AvoidedDates], others: list[SessionDay], now: datetime) -> Iterator[Warn]:
    cohort = day.session.cohort
    if day.date < now.astimezone(day.tz).date():
        yield Warn("past", day)
    if day.date.weekday() >= SATURDAY:
        yield Warn("weekend", day)
    if name := bank_holiday(day.date, cohort.programme.holidays):
        yield Warn("holiday", day, name)
    for dates in avoided:
        if dates.programme_id == cohort.programme_id and dates.starts_on <= day.date <= dates.ends_on:
            yield Warn("avoided", day, dates)
    if not cohort.starts_on <= day.date <= cohort.ends_on:
        yield Warn("outside", day, cohort)
    if not cohort.programme.starts_on <= day.date <= cohort.programme.ends_on:
        yield Warn("beyond", day, cohort.programme)
    if skipped(day):
        yield Warn("gap", day)
    elif changes_clocks(day):
        yield Warn("clocks", day)
    yield from clashes(day, cohort, others)


def clashes(day: SessionDay, cohort: Cohort, others: list[SessionDay]) -> Iterator[Warn]:
    """The cohort's own sessions by name; of set meetings and coaching only that there are some."""
    there = [o for o in others if o.session.cohort_id == cohort.pk and o.date == day.date and o.pk != day.pk]
    if any(other.session_id == day.session_id for other in there):
        yield Warn("twice", day)
    there = [other for other in there if other.session_id != day.session_id]
    yield from (Warn("clash", day, other.session) for other in there if other.session.is_whole_cohort)
    private = [other for other in there if not other.session.is_whole_cohort]
    if private:
        yield Warn("meetings", day, len(private))


def skipped(day: SessionDay) -> bool:
    """Whether clocks go forward over its start."""
    return day.starts_at.astimezone(day.tz).time() != day.opens


def changes_clocks(day: SessionDay) -> bool:
    """Whether clocks change in the night before it, or while it lasts."""
    before = datetime.combine(day.date - timedelta(days=1), time(12), day.tz)
    return before.utcoffset() != day.ends_at.astimezone(day.tz).utcoffset()


def bank_holiday(on: date, place: str) -> str:
    """Its name, or empty. `place` is a country, or country and part, such as GB-SCT."""
    return str(calendar(place, on.year).get(on, "")) if place else ""


@lru_cache(maxsize=64)
def calendar(place: str, year: int):
    country, _, part = place.partition("-")
    return holidays.country_holidays(country, subdiv=part or None, years=[year])
