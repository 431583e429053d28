from collections.abc import Collection, Mapping
from datetime import datetime, time

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, NotYet, OtherSession
from workshops.expected import on_the_register
from workshops.models import Attendance, Presence, SessionDay
from workshops.services.locking import locked

Times = Mapping[int, tuple[time | None, time | None]]


@transaction.atomic
def enter(
    *, day: SessionDay, came: Collection[tuple[int, str]], times: Times | None = None, by: Person, now: datetime
) -> None:
    """Enter the register whole: `came` holds (membership id, half-day) of everyone who did; the others did not.

    `times` holds when memberships came and left, by the clock of the place; those of others stay as they are.
    """
    session = locked(day.session_id)
    day = session.days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    if now.astimezone(day.tz).date() < day.date:
        raise NotYet
    people = list(on_the_register(day).values_list("pk", flat=True))
    times = times or {}
    if not set(came) <= {(pk, half) for pk in people for half in day.halves} or not set(times) <= set(people):
        raise OtherSession
    write_marks(day, people, came, by, now)
    write_times(day, times)
    record(by, "entered register", day, at=now, fields=["attendance"])


def write_marks(
    day: SessionDay, people: Collection[int], came: Collection[tuple[int, str]], by: Person, now: datetime
) -> None:
    marks = [
        Attendance(day=day, membership_id=pk, half=half, came=(pk, half) in came, by=by, at=now)
        for pk in people
        for half in day.halves
    ]
    Attendance.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["day", "membership", "half"],
        update_fields=["came", "by", "at"],
    )


def write_times(day: SessionDay, times: Times) -> None:
    day.presences.filter(membership__in=times).delete()
    noted = {pk: (arrived, left) for pk, (arrived, left) in times.items() if arrived or left}
    Presence.objects.bulk_create(
        Presence(day=day, membership_id=pk, arrived=arrived, left=left) for pk, (arrived, left) in noted.items()
    )
