"""Wall time to UTC and back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def utc(date, clock, zone):
    """The instant at which clocks in `zone` show `clock` on `date`.

    In the gap of a spring night the time shifts forward; in the fold of an autumn night the first one counts.
    """
    return datetime.combine(date, clock, ZoneInfo(zone)).astimezone(UTC)


def days_before(date, days, hour, zone):
    """The instant of `hour`:00 local time, `days` calendar days before `date`."""
    return utc(date - timedelta(days=days), time(hour), zone)
