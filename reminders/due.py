"""When a reminder of a session falls due, and until when it is still worth sending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from workshops.wall_time import days_before

NOT_LATER = timedelta(hours=1)  # before the start: whoever reads it then is already on the way
WORTH = timedelta(days=2)  # how long a reminder of two days or more before stays useful
RETRIES = [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30)]


class Day(Protocol):
    date: date
    zone: str
    starts_at: datetime
    moves: int
    cancelled_at: datetime | None


@dataclass(frozen=True)
class Due:
    """One reminder of one session: its key beside the session, and its window."""

    moment: str
    round: int
    due_at: datetime
    worth_until: datetime


def moment_of(days: int, hour: int) -> str:
    """The key of a moment before a session: 7d09 is seven days before at 09:00."""
    return f"{days}d{hour:02d}"


def read_moment(moment: str) -> tuple[int, int]:
    """Days before and hour of a moment's key."""
    days, _, hour = moment.partition("d")
    return int(days), int(hour)


def first_standing(days: Iterable[Day]) -> Day | None:
    """The first of a session's `days` (in order) that is not cancelled."""
    return next((day for day in days if day.cancelled_at is None), None)


def last_standing(days: Iterable[Day]) -> Day | None:
    """The last of a session's `days` (in order) that is not cancelled."""
    return first_standing(reversed(list(days)))


def round_of(days: Iterable[Day]) -> int:
    """A number that rises whenever the session's start moves: its first day moved, or was cancelled before others."""
    risen = 0
    for day in days:
        if day.cancelled_at is None:
            return risen + day.moves
        risen += day.moves + 1
    return risen


def due(day: Day, moment: str, round: int) -> Due | None:
    """The reminder at `moment` before `day`; None where it would come too late to be of use."""
    days, hour = read_moment(moment)
    due_at = days_before(day.date, days, hour, day.zone)
    worth_until = day.starts_at - NOT_LATER
    if days > 1:
        worth_until = min(worth_until, due_at + WORTH)
    return Due(moment, round, due_at, worth_until) if due_at < worth_until else None


def wanted(days: list[Day], moments: Iterable[str], now: datetime) -> list[Due]:
    """The reminders of a session with these days that are ahead at `now`, or past and still worth sending."""
    day = first_standing(days)
    if day is None:
        return []
    found = [due(day, moment, round_of(days)) for moment in sorted(set(moments))]
    return [one for one in found if one and one.worth_until > now]


def retry_at(attempts: int, now: datetime, jitter: float) -> datetime:
    """When to try again after so many attempts; `jitter` from 0 to 1 spreads by a fifth either way."""
    wait = RETRIES[min(max(attempts, 1), len(RETRIES)) - 1]
    return now + wait * (0.8 + 0.4 * jitter)
