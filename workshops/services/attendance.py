from collections.abc import Collection, Mapping
from datetime import datetime, time

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, NobodyYet, NotYet, OtherSession
from workshops.expected import on_the_register
from workshops.models import Attendance, Presence, SessionDay
from workshops.services.locking import locked

Times = Mapping[int, tuple[time | None, time | None]]


@transaction.atomic
def enter(
    *,
    day: SessionDay,
    came: Collection[tuple[int, str]],
    halves: Collection[str] = (),
    times: Times | None = None,
    by: Person,
    now: datetime,
) -> None:
    """Enter the register: `came` holds (membership id, half-day) of everyone who did; the others did not.

    Of a half-day in which nobody came nothing is concluded, unless it is among `halves`.
    `times` holds when memberships came and left, by the clock of the place; those of others stay as they are.
    Raises AlreadyCancelled, NotYet, OtherSession, and NobodyYet where it would say nothing at all.
    """
    session = locked(day.session_id)
    day = session.days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    if not day.halves_open(now):
        raise NotYet
    people = list(on_the_register(day).values_list("pk", flat=True))
    times = times or {}
    if not set(came) <= {(pk, half) for pk in people for half in day.halves_open(now)} or not set(times) <= set(people):
        raise OtherSession
    said = {half for _pk, half in came} | set(halves) & set(day.halves_open(now))
    if not said and not times:
        raise NobodyYet
    write_marks(day, {(pk, half): (pk, half) in came for pk in people for half in said}, by, now)
    write_times(day, times)
    record(by, "entered register", day, at=now, fields=["attendance"])


def write_marks(day: SessionDay, boxes: Mapping[tuple[int, str], bool], by: Person, now: datetime) -> None:
    marks = [
        Attendance(day=day, membership_id=pk, half=half, came=came, by=by, at=now) for (pk, half), came in boxes.items()
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
