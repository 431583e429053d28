"""What happens to the draft agenda. Nobody but those who run the session sees it until an edition is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from cohorts.models import Person, Room
from cohorts.trail import record, record_all
from workshops.exceptions import AlreadyCancelled, ChangedMeanwhile, Gone, OtherSession, TooMany
from workshops.models import DraftChange, Item, Objective, Session, SessionDay, Speaker
from workshops.models.item import MOST
from workshops.services.locking import locked, touch
from workshops.services.undo import keep


@dataclass(frozen=True)
class Row:
    """A line of the agenda table as somebody changed it, and the revision they were looking at."""

    item: int
    revision: int
    fields: Mapping[str, Any]


@transaction.atomic
def add(
    *,
    day: SessionDay,
    fields: Mapping[str, Any],
    objectives: Iterable[Objective] = (),
    speakers: Iterable[Speaker] = (),
    after: Item | None = None,
    by: Person,
    now: datetime,
) -> Item:
    """A new line of the day: after the one named, else the last.

    Raises TooMany when the day is full, AlreadyCancelled when it no longer stands: no agenda shows what it holds.
    """
    session = locked(day.session_id)
    stands(day)
    belong(session, fields.get("room"), objectives, speakers)
    spare(day)
    with keep(session=session, verb=DraftChange.Verb.ADDED, what=fields["title"], by=by, now=now):
        item = insert(Item(day=day, **fields), after)
        item.objectives.set(objectives)
        item.speakers.set(speakers)
    touch(session, now)
    record(by, "added", item, at=now, fields=fields)
    return item


@transaction.atomic
def edit(
    *,
    item: Item,
    revision: int,
    fields: Mapping[str, Any],
    objectives: Iterable[Objective] = (),
    speakers: Iterable[Speaker] = (),
    by: Person,
    now: datetime,
) -> Item:
    """Change the item as it stood at `revision`. Raises ChangedMeanwhile when somebody saved it since."""
    session = locked(item.day.session_id)
    item = fresh(item)
    belong(session, fields.get("room"), objectives, speakers)
    if item.revision != revision:
        raise ChangedMeanwhile(item)
    with keep(session=session, verb=DraftChange.Verb.CHANGED, what=item.title, by=by, now=now):
        changed = write(item, fields)
        ties = {"objectives": objectives, "speakers": speakers}
        changed += [name for name, chosen in ties.items() if retied(getattr(item, name), chosen)]
        if changed:
            item.revision += 1
            item.save(update_fields=["revision"])
    if changed:
        touch(session, now)
        record(by, "changed", item, at=now, fields=changed)
    return item


@transaction.atomic
def set_rows(*, session: Session, rows: Sequence[Row], by: Person, now: datetime) -> None:
    """Change lines of the table, all or none. Raises ChangedMeanwhile for the first that says something else by now."""
    session = locked(session.pk)
    there = Item.objects.filter(day__session=session).in_bulk([row.item for row in rows])
    if len(there) < len(rows):
        raise OtherSession
    changed = [(there[row.item], names) for row in rows if (names := differing(there[row.item], row.fields))]
    for row in rows:
        if row.revision != there[row.item].revision and row.item in {item.pk for item, _names in changed}:
            raise ChangedMeanwhile(there[row.item])
    if changed:
        with keep(session=session, verb=DraftChange.Verb.CHANGED, what=said(changed), by=by, now=now):
            save_rows(changed, {row.item: row.fields for row in rows})
        touch(session, now)
        record_all(by, "changed", changed, at=now)


def save_rows(changed: Sequence[tuple[Item, list[str]]], fields: Mapping[int, Mapping[str, Any]]) -> None:
    for item, names in changed:
        item.revision += 1
        for name in names:
            setattr(item, name, fields[item.pk][name])
    every = {name for _item, names in changed for name in names}
    Item.objects.bulk_update([item for item, _names in changed], ["revision", *sorted(every)])


def said(changed: Sequence[tuple[Item, list[str]]]) -> str:
    """The items in words: the title of one, the number of several."""
    if len(changed) == 1:
        return changed[0][0].title
    return ngettext("%(n)s item", "%(n)s items", len(changed)) % {"n": len(changed)}


@transaction.atomic
def delete(*, item: Item, by: Person, now: datetime) -> None:
    """Take the item out of the draft; published editions keep it. Raises Gone when it is out already."""
    session = locked(item.day.session_id)
    item = fresh(item)
    with keep(session=session, verb=DraftChange.Verb.DELETED, what=item.title, by=by, now=now):
        record(by, "deleted", item, at=now)
        item.delete()
        renumber(item.day.items.all())
    touch(session, now)


def fresh(item: Item) -> Item:
    """The item as it is by now. Raises Gone when somebody deleted it."""
    found = Item.objects.select_related("day").filter(pk=item.pk).first()
    if found is None:
        raise Gone
    return found


def insert(item: Item, after: Item | None) -> Item:
    """Save a new item in its place, and count the places of the day again."""
    line = list(item.day.items.all())
    here = line.index(after) + 1 if after in line else len(line)
    item.position = here + 1
    item.save()
    renumber([*line[:here], item, *line[here:]])
    return item


def stands(day: SessionDay) -> None:
    """Raise AlreadyCancelled unless the day takes place by now."""
    if not SessionDay.objects.standing().filter(pk=day.pk).exists():
        raise AlreadyCancelled


def spare(day: SessionDay, more: int = 1) -> None:
    """Raise TooMany unless the day has space for so many more."""
    if day.items.count() + more > MOST:
        raise TooMany


def differing(item: Item, fields: Mapping[str, Any]) -> list[str]:
    return [name for name, value in fields.items() if getattr(item, name) != value]


def write(item: Item, fields: Mapping[str, Any]) -> list[str]:
    changed = differing(item, fields)
    for name in changed:
        setattr(item, name, fields[name])
    if changed:
        item.save(update_fields=changed)
    return changed


def retied(relation: Any, chosen: Iterable[Any]) -> bool:
    """Tie exactly `chosen`; whether that differs from before."""
    wanted = {row.pk for row in chosen}
    if wanted == set(relation.values_list("pk", flat=True)):
        return False
    relation.set(wanted)
    return True


def renumber(items: Iterable[Item]) -> None:
    """Count the places from 1, in the order given."""
    wrong = [(position, item) for position, item in enumerate(items, 1) if item.position != position]
    for position, item in wrong:
        item.position = position
    Item.objects.bulk_update([item for _position, item in wrong], ["position"])


def belong(session: Session, room: Room | None, objectives: Iterable[Objective], speakers: Iterable[Speaker]) -> None:
    """Raise OtherSession unless all of them are of this session, the room of its programme."""
    sessions = {objective.session_id for objective in objectives} | {speaker.session_id for speaker in speakers}
    if sessions - {session.pk} or (room and room.venue.programme_id != session.cohort.programme_id):
        raise OtherSession
