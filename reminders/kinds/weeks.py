"""What comes once a week, on a weekday at a local hour."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workshops.wall_time import days_before


def coming(weekday: int, hour: int, zone: str, now: datetime, worth: timedelta) -> tuple[datetime, str]:
    """The next such moment that is ahead of `now`, or past and still worth sending, and the name of its week.

    `weekday` counts from Monday as 0.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    for back in (7, 0, -7):
        date = today - timedelta(days=today.weekday() - weekday + back)
        due_at = days_before(date, 0, hour, zone)
        if due_at + worth > now:
            return due_at, f"{date:%G-W%V}"
    raise AssertionError("no such day in three weeks")
