"""Where the items of a draft agenda stand: in which day, after which, held to which minute."""

from datetime import datetime

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.editions import slots
from workshops.exceptions import AlreadyCancelled, OtherSession
from workshops.models import DraftChange, Item, Session, SessionDay
from workshops.models.item import DAY
from workshops.services.items import fresh, insert, renumber, spare
from workshops.services.locking import locked, touch
from workshops.services.undo import keep

Verb = DraftChange.Verb


@transaction.atomic
def move(*, item: Item, up: bool, by: Person, now: datetime) -> Item:
    """Change places with the neighbour above or below; at the edge nothing happens."""
    session = locked(item.day.session_id)
    item = fresh(item)
    line = list(item.day.items.all())
    here = line.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(line):
        line[here], line[there] = line[there], line[here]
        with keep(session=session, verb=Verb.MOVED_UP if up else Verb.MOVED_DOWN, what=item.title, by=by, now=now):
            renumber(line)
        touch(session, now)
        record(by, "moved", item, at=now, fields=["position"])
    return item


@transaction.atomic
def place(*, item: Item, day: SessionDay, after: Item | None, by: Person, now: datetime) -> Item:
    """Put the item into `day` behind `after`, or first. Raises TooMany when that day is full."""
    session = locked(item.day.session_id)
    item = fresh(item)
    day = standing(session, day, after)
    if item.day_id != day.pk:
        spare(day)
    line = [other for other in day.items.all() if other != item]
    here = line.index(after) + 1 if after in line else 0
    with keep(session=session, verb=Verb.MOVED, what=item.title, by=by, now=now):
        leave(item, day)
        renumber([*line[:here], item, *line[here:]])
    touch(session, now)
    record(by, "moved", item, at=now, fields=["day", "position"])
    return item


def standing(session: Session, day: SessionDay, after: Item | None) -> SessionDay:
    """The day, if it is the session's and takes place, and `after` is of it."""
    found = session.days.filter(pk=day.pk).first()
    if found is None or (after and after.day_id != found.pk):
        raise OtherSession
    if found.cancelled_at:
        raise AlreadyCancelled
    return found


def leave(item: Item, day: SessionDay) -> None:
    """Change to `day`; the day it leaves closes ranks."""
    if item.day_id != day.pk:
        left, item.day = item.day, day
        item.save(update_fields=["day"])
        renumber(left.items.all())


@transaction.atomic
def duplicate(*, item: Item, by: Person, now: datetime) -> Item:
    """The same once more behind it, with what it serves and who speaks; not pinned, for both cannot be then."""
    session = locked(item.day.session_id)
    copy, item = fresh(item), fresh(item)
    spare(item.day)
    copy.pk, copy.pinned_minute, copy.revision, copy._state.adding = None, None, 1, True
    with keep(session=session, verb=Verb.DUPLICATED, what=item.title, by=by, now=now):
        insert(copy, item)
        copy.objectives.set(item.objectives.all())
        copy.speakers.set(item.speakers.all())
    touch(session, now)
    record(by, "added", copy, at=now)
    return copy


@transaction.atomic
def pin(*, item: Item, held: bool, by: Person, now: datetime) -> Item:
    """Hold the item to the minute at which it starts now, or let it flow again."""
    session = locked(item.day.session_id)
    item = fresh(item)
    starts = {slot.item.pk: slot.start for slot in slots(session.days.get(pk=item.day_id))}
    minute = min(starts[item.pk], 2 * DAY - 1) if held else None
    if item.pinned_minute != minute:
        item.pinned_minute, item.revision = minute, item.revision + 1
        with keep(session=session, verb=Verb.PINNED if held else Verb.UNPINNED, what=item.title, by=by, now=now):
            item.save(update_fields=["pinned_minute", "revision"])
        touch(session, now)
        record(by, "changed", item, at=now, fields=["pinned_minute"])
    return item
