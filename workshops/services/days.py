"""What happens to one day of a session: its date, its hours, its place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, OtherSession, SameDate
from workshops.models import Session, SessionDay
from workshops.services.locking import locked, standing_days, touch

THE_START = {"date", "opens"}


@transaction.atomic
def add(*, session: Session, fields: Mapping[str, Any], by: Person, now: datetime) -> SessionDay:
    """One more day, in the zone of the cohort. Raises SameDate when the session has a standing day on that date."""
    session = locked(session.pk)
    fits(session, fields)
    day = SessionDay.objects.create(session=session, zone=session.cohort.zone, **fields)
    touch(session, now)
    record(by, "added", day, at=now, fields=fields)
    return day


@transaction.atomic
def edit(*, day: SessionDay, fields: Mapping[str, Any], by: Person, now: datetime) -> SessionDay:
    """Change when and where; takes effect at once. A different start counts as a move, anything else does not."""
    session = locked(day.session_id)
    day = session.days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    fits(session, fields, but=day)
    changed = write(day, fields)
    if changed:
        touch(session, now)
        record(by, "moved" if THE_START.intersection(changed) else "changed", day, at=now, fields=changed)
    return day


@transaction.atomic
def cancel(*, day: SessionDay, by: Person, now: datetime) -> SessionDay:
    """Take the day off the calendar. The row stays, so that the cancellation can go out."""
    session = locked(day.session_id)
    day = session.days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    write(day, {"cancelled_at": now})
    touch(session, now)
    record(by, "cancelled", day, at=now, fields=["cancelled_at"])
    return day


def write(day: SessionDay, fields: Mapping[str, Any]) -> list[str]:
    """Set what differs, under the session's lock, and raise the counters; the names of what changed."""
    changed = [name for name, value in fields.items() if getattr(day, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(day, name, fields[name])
    day.sequence += 1
    day.moves += bool(THE_START.intersection(changed))
    day.save(update_fields=[*changed, "sequence", "moves"])
    return changed


def fits(session: Session, fields: Mapping[str, Any], but: SessionDay | None = None) -> None:
    venue, room = fields.get("venue"), fields.get("room")
    if venue and venue.programme_id != session.cohort.programme_id:
        raise OtherSession
    if room and (venue is None or room.venue_id != venue.pk):
        raise OtherSession
    if any(day.date == fields["date"] for day in standing_days(session) if day != but):
        raise SameDate
