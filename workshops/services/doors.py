"""Participants say at the door that they are here."""

from datetime import datetime, timedelta

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.doors import TRIES, WAIT, as_kept, doors_of, is_open, new_letters
from workshops.exceptions import AlreadyCancelled, AlreadyOver, NotYet, TooManyTries
from workshops.models import Arrival, DoorCode, SessionDay, WrongLetters
from workshops.services.locking import locked

KEPT = timedelta(days=1)


@transaction.atomic
def open_door(*, day: SessionDay, by: Person, now: datetime) -> DoorCode:
    """Give the day letters for its door; the same again where it has some. Raises AlreadyCancelled, AlreadyOver."""
    day = locked(day.session_id).days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    if day.ends_at <= now:
        raise AlreadyOver
    letters = {"letters": new_letters(), "by": by, "at": now}
    door, made = DoorCode.objects.get_or_create(day=day, defaults=letters)
    if made:
        record(by, "opened the door", day, at=now)
    return door


@transaction.atomic
def close_door(*, day: SessionDay, by: Person, now: datetime) -> None:
    """Take the letters away; who said that they are here stays said."""
    locked(day.session_id)
    if DoorCode.objects.filter(day=day).delete()[0]:
        record(by, "closed the door", day, at=now)


def arrive(*, typed: str, by: Person, now: datetime) -> Arrival | None:
    """Note that `by` is here; None for letters on no door of theirs, which are counted.

    Not atomic, for what is counted must stay. Raises TooManyTries, NotYet, AlreadyOver, AlreadyCancelled.
    """
    if WrongLetters.objects.filter(person=by, at__gt=now - WAIT).count() >= TRIES:
        raise TooManyTries
    found = doors_of(by, as_kept(typed))
    for door, place in found:
        if is_open(door.day, now):
            return Arrival.objects.get_or_create(day=door.day, membership=place, defaults={"at": now})[0]
    refuse_closed([door.day for door, _place in found], now)
    count_wrong(by, now)
    return None


def refuse_closed(days: list[SessionDay], now: datetime) -> None:
    """The letters are right, and none of their days is open."""
    standing = [day for day in days if day.cancelled_at is None]
    if days and not standing:
        raise AlreadyCancelled
    if any(day.starts_at > now for day in standing):
        raise NotYet
    if standing:
        raise AlreadyOver


def count_wrong(by: Person, now: datetime) -> None:
    WrongLetters.objects.filter(at__lte=now - KEPT).delete()
    WrongLetters.objects.create(person=by, at=now)
