"""Wall time to UTC and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def utc(date, time, zone):
    """The instant at which clocks in `zone` show `time` on `date`.

    In the gap of a spring night the time shifts forward; in the fold of an autumn night the first one counts.
    """
    return datetime.combine(date, time, ZoneInfo(zone)).astimezone(UTC)


def days_before(date, days, hour, zone):
    """The instant of `hour`:00 local time, `days` calendar days before `date`."""
    return utc(date - timedelta(days=days), datetime.min.replace(hour=hour).time(), zone)
