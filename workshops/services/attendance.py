from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, NotYet, OtherSession
from workshops.expected import on_the_register
from workshops.models import Attendance, SessionDay
from workshops.services.locking import locked


@transaction.atomic
def enter(*, day: SessionDay, came: Collection[tuple[int, str]], by: Person, now: datetime) -> None:
    """Enter the register whole: `came` holds (membership id, half-day) of everyone who did; the others did not."""
    session = locked(day.session_id)
    day = session.days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    if now.astimezone(day.tz).date() < day.date:
        raise NotYet
    people = list(on_the_register(day).values_list("pk", flat=True))
    if not set(came) <= {(pk, half) for pk in people for half in day.halves}:
        raise OtherSession
    write_marks(day, people, came, by, now)
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
