"""The one clock by which messages fall due and leases run out: the database's."""

from datetime import UTC, datetime, timedelta
from time import monotonic

from django.db import connection


def database_now() -> datetime:
    """What the database's clock says; a worker's own may be hours off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        said = cursor.fetchone()[0]
    return datetime.fromisoformat(said).replace(tzinfo=UTC) if isinstance(said, str) else said


class Clock:
    """Goes on from `now`, read once from the database, by the time that has passed since."""

    def __init__(self, now: datetime):
        self._began, self._started = now, monotonic()

    def now(self) -> datetime:
        return self._began + timedelta(seconds=self.elapsed())

    def elapsed(self) -> float:
        """Seconds since the clock was read."""
        return monotonic() - self._started
