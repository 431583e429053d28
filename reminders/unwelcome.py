"""Why a date may be unwelcome: weekends, bank holidays, dates to avoid, other sessions, the cohort's own dates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import holidays

from cohorts.models import AvoidedDates, Cohort
from workshops.models import SessionDay

SATURDAY = 5


@dataclass(frozen=True)
class Warn:
    """One reason against one day. `kind` chooses the words in the template."""

    kind: str
    day: SessionDay
    about: Any = None


def warnings(days: Iterable[SessionDay], now: datetime) -> list[Warn]:
    """Reasons against `days` (standing, with session and cohort), at a constant number of queries."""
    days = list(days)
    avoided = list(AvoidedDates.objects.filter(programme__in={day.session.cohort.programme_id for day in days}))
    others = beside(days)
    return [warn for day in days for warn in against(day, avoided, others, now)]


def beside(days: list[SessionDay]) -> list[SessionDay]:
    """Other standing days of the same cohorts on the same dates."""
    ours = {"session__cohort__in": {day.session.cohort_id for day in days}, "date__in": {day.date for day in days}}
    found = SessionDay.objects.standing().filter(**ours).exclude(pk__in=[day.pk for day in days])
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
    if skipped(day):
        yield Warn("gap", day)
    yield from clashes(day, cohort, others)


def clashes(day: SessionDay, cohort: Cohort, others: list[SessionDay]) -> Iterator[Warn]:
    """The cohort's own sessions by name; of set meetings and coaching only that there are some."""
    there = [other for other in others if other.session.cohort_id == cohort.pk and other.date == day.date]
    yield from (Warn("clash", day, other.session) for other in there if other.session.is_whole_cohort)
    private = [other for other in there if not other.session.is_whole_cohort]
    if private:
        yield Warn("meetings", day, len(private))


def skipped(day: SessionDay) -> bool:
    """Whether clocks go forward over its start."""
    return day.starts_at.astimezone(day.tz).time() != day.opens


def bank_holiday(on: date, place: str) -> str:
    """Its name, or empty. `place` is a country, or country and part, such as GB-SCT."""
    return str(calendar(place, on.year).get(on, "")) if place else ""


@lru_cache(maxsize=64)
def calendar(place: str, year: int):
    country, _, part = place.partition("-")
    return holidays.country_holidays(country, subdiv=part or None, years=[year])
