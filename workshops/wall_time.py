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


def clock_change(date, zone, opens, end):
    """Where the clocks change while a day runs from minute `opens` to minute `end`: (minute from midnight, jump).

    The minute is what the clock shows before it jumps; the jump is in minutes, negative when the clocks go back. None
    on most days.
    """
    start = utc(date, time(opens // 60, opens % 60), zone)

    def offset(minutes):
        return (start + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)).utcoffset()

    before, after = offset(0), offset(end - opens)
    if before == after:
        return None
    first = next(n for n in range(end - opens + 1) if offset(n) != before)
    return opens + first, int((after - before).total_seconds() // 60)
