"""What mends an agenda that does not add up: each one press on the row, as the button says it."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import ChangedMeanwhile, PastTheNextDay
from workshops.models import DraftChange, Item, Session, SessionDay
from workshops.models.item import DAY
from workshops.services import days, groups
from workshops.services.items import spare
from workshops.services.locking import locked, locked_item, touch
from workshops.services.undo import keep
from workshops.sums.pushing import LATEST, REST, late_pins


@transaction.atomic
def mend(*, kind: str, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """Do what the button of this kind says, as one change that can be undone. KeyError for a kind there is not."""
    session = locked(item.day.session_id)
    with keep(session=session, verb=DraftChange.Verb.MENDED, what=item.title, by=by, now=now):
        return WAYS[kind](item=item, revision=revision, value=value, by=by, now=now)


@transaction.atomic
def lengthen(*, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """Make the item so many minutes long; pinned items after it move as far as they must."""
    session, item = locked_item(item, revision)
    write(session, item, {"minutes": value}, by, now)
    push_late(session, item.day, after(item), by, now)
    return item


@transaction.atomic
def cut(*, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """Make the item so many minutes long, and leave the pins where they are."""
    session, item = locked_item(item, revision)
    write(session, item, {"minutes": value}, by, now)
    return item


@transaction.atomic
def shorten_each(*, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """So many minutes for each group, person, speaker or turn."""
    session, item = locked_sum(item, revision)
    write(session, item, {"each_minutes": value}, by, now)
    return item


@transaction.atomic
def make_fewer(*, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """So many groups or turns; groups that were dealt are dealt anew for those expected now."""
    session, item = locked_sum(item, revision)
    if item.each_of == Item.EachOf.GROUP and item.groups.exists():
        return groups.split(item=item, revision=revision, way=item.split, count=value, by=by, now=now)
    write(session, item, {"each_count": value}, by, now)
    return item


@transaction.atomic
def push(*, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """Move its pin, and later ones, to when they are reached. `value` is not needed: the agenda has it."""
    session, item = locked_item(item, revision)
    push_late(session, item.day, after(item) - 1, by, now)
    return item


@transaction.atomic
def unpin(*, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """Let it start when the item before ends. `value` is not needed: the agenda has it."""
    session, item = locked_item(item, revision)
    write(session, item, {"pinned_minute": None}, by, now)
    return item


@transaction.atomic
def pin_tomorrow(*, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """Pin it to the same hour of the next day. `value` is not needed: the agenda has it."""
    session, item = locked_item(item, revision)
    write(session, item, {"pinned_minute": (item.pinned_minute or 0) % DAY + DAY}, by, now)
    return item


@transaction.atomic
def add_break(*, item: Item, revision: int, value: int, by: Person, now: datetime) -> Item:
    """A break of so many minutes before the item; pinned items from it on move as far as they must.

    Raises TooMany when the day is full.
    """
    session, item = locked_item(item, revision)
    spare(item.day)
    line = list(item.day.items.all())
    rest = Item(day=item.day, kind=Item.Kind.BREAK, title=_("Break"), minutes=value or REST)
    line.insert(line.index(item), rest)
    for position, found in enumerate(line, 1):
        found.position = position
    rest.save()
    Item.objects.bulk_update([found for found in line if found is not rest], ["position"])
    record(by, "added", rest, at=now, fields=["kind", "minutes", "title"])
    push_late(session, item.day, line.index(item), by, now)
    touch(session, now)
    return rest


WAYS: dict[str, Callable[..., Item]] = {
    "longer": lengthen,
    "cut": cut,
    "shorter": shorten_each,
    "fewer": make_fewer,
    "push": push,
    "unpin": unpin,
    "break": add_break,
    "tomorrow": pin_tomorrow,
}


@transaction.atomic
def end_later(*, day: SessionDay, closes: int, value: int, by: Person, now: datetime) -> SessionDay:
    """Let the day end at minute `value`, where it ended at `closes`. Calendars follow. Raises ChangedMeanwhile."""
    session = locked(day.session_id)
    day = session.days.select_related("venue", "room").get(pk=day.pk)
    if day.closes_minute != closes:
        raise ChangedMeanwhile(day)
    fields = {"date": day.date, "venue": day.venue, "room": day.room, "closes": time(value // 60, value % 60)}
    return days.edit(day=day, fields=fields, by=by, now=now)


def locked_sum(item: Item, revision: int) -> tuple[Session, Item]:
    """As `locked_item`, of an item that is made of something. Raises ChangedMeanwhile for one that is not."""
    session, item = locked_item(item, revision)
    if not item.each_of:
        raise ChangedMeanwhile(item)
    return session, item


def after(item: Item) -> int:
    """The place in the day of what follows the item."""
    return list(item.day.items.values_list("pk", flat=True)).index(item.pk) + 1


def push_late(session: Session, day: SessionDay, first: int, by: Person, now: datetime) -> None:
    """Move the pins from place `first` on that are reached late. Raises PastTheNextDay."""
    line = list(day.items.all())
    moved = late_pins(line, day.opens_minute, first)
    if any(pin > LATEST for pin in moved.values()):
        raise PastTheNextDay
    for found in line:
        if found.pk in moved:
            write(session, found, {"pinned_minute": moved[found.pk]}, by, now)


def write(session: Session, item: Item, fields: Mapping[str, Any], by: Person, now: datetime) -> None:
    for name, value in fields.items():
        setattr(item, name, value)
    item.revision += 1
    item.save(update_fields=[*fields, "revision"])
    touch(session, now)
    record(by, "changed", item, at=now, fields=fields)
