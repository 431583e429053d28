"""A pasted agenda becomes items of the draft: all of them in one change, or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from cohorts.models import Person
from cohorts.trail import record, record_all
from workshops.agenda import timetable
from workshops.exceptions import AlreadyCancelled, AlreadyThere, ChangedMeanwhile, TooMany
from workshops.models import DraftChange, Item, Session, SessionDay
from workshops.models.item import MOST
from workshops.services import days
from workshops.services.locking import locked, standing_days, touch
from workshops.services.undo import keep

PASTED = ("title", "minutes", "kind", "lead", "notes")


@dataclass(frozen=True)
class Batch:
    """The items (their columns) for one day: a standing one by its id, or a new one by its columns."""

    items: Sequence[Mapping[str, Any]]
    day: int | None = None
    new_day: Mapping[str, Any] | None = None
    replaces: bool = False  # what the day has now goes; otherwise the items come after it


@transaction.atomic
def add(*, session: Session, batches: Sequence[Batch], seen: str, by: Person, now: datetime) -> int:
    """How many items were added. `seen` is the `state` of the draft that somebody looked at when they said so.

    Raises AlreadyThere when the draft holds just these items, so that a second press adds nothing; ChangedMeanwhile
    when the draft is no longer what was seen; AlreadyCancelled when a day is not standing any more.
    """
    session = locked(session.pk)
    standing = drafts(session)
    if all(is_there(batch, standing) for batch in batches):
        raise AlreadyThere
    if any(batch.day and batch.day not in standing for batch in batches):
        raise AlreadyCancelled
    total = sum(len(batch.items) for batch in batches)
    if seen != state(standing.values()):
        raise ChangedMeanwhile(session)
    what = ngettext("%(n)s item", "%(n)s items", total) % {"n": total}
    with keep(session=session, verb=DraftChange.Verb.PASTED, what=what, by=by, now=now):
        for batch in batches:
            day = standing[batch.day] if batch.day else opened(session, batch, by, now)
            put(day, batch, by, now)
    touch(session, now)
    record(by, "pasted", session, at=now, fields=["items"])
    return total


def drafts(session: Session) -> dict[int, SessionDay]:
    """The standing days with their items, by id."""
    return {day.pk: day for day in standing_days(session).prefetch_related("items")}


def state(days: Iterable[SessionDay]) -> str:
    """A word that differs when any item of the draft does."""
    return "-".join(f"{day.pk}:{item.pk}.{item.revision}" for day in days for item in day.items.all()) or "empty"


def is_there(batch: Batch, standing: Mapping[int, SessionDay]) -> bool:
    """Whether the day ends with just these items, or has no others where they replace what it had."""
    day = standing.get(batch.day or 0)
    if batch.new_day:
        day = next((day for day in standing.values() if day.date == batch.new_day["date"]), None)
    items = [{name: getattr(item, name) for name in PASTED} for item in day.items.all()] if day else []
    mine = [{name: values[name] for name in PASTED} for values in batch.items]
    return bool(items) and items[-len(mine) :] == mine and (len(items) == len(mine) or not batch.replaces)


def opened(session: Session, batch: Batch, by: Person, now: datetime) -> SessionDay:
    return days.add(session=session, fields=batch.new_day or {}, by=by, now=now)


def put(day: SessionDay, batch: Batch, by: Person, now: datetime) -> None:
    """Write the items. The first is pinned only where it would not start by itself when it should."""
    there = list(day.items.all())
    if batch.replaces:
        record_all(by, "deleted", [(item, []) for item in there], at=now)
        Item.objects.filter(pk__in=[item.pk for item in there]).delete()
        there = []
    if len(there) + len(batch.items) > MOST:
        raise TooMany
    slots = list(timetable(there, day.opens_minute))
    starts, last = (slots[-1].end, there[-1].position) if slots else (day.opens_minute, 0)
    items = [Item(day=day, position=last + n, **values) for n, values in enumerate(batch.items, 1)]
    if items and items[0].pinned_minute == starts:
        items[0].pinned_minute = None
    record_all(by, "added", [(item, PASTED) for item in Item.objects.bulk_create(items)], at=now)
