"""What happens to the draft agenda. Nobody but those who run the session sees it until an edition is published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.models import Person, Room
from cohorts.trail import record
from workshops.exceptions import ChangedMeanwhile, OtherSession
from workshops.models import Item, Objective, Session, SessionDay, Speaker
from workshops.services.locking import locked, touch


@dataclass(frozen=True)
class Row:
    """A line of the agenda table as somebody changed it, and the revision they were looking at."""

    item: int
    revision: int
    minutes: int
    kind: str


@transaction.atomic
def add(
    *,
    day: SessionDay,
    fields: Mapping[str, Any],
    objectives: Iterable[Objective] = (),
    speakers: Iterable[Speaker] = (),
    by: Person,
    now: datetime,
) -> Item:
    """A new last line of the day."""
    session = locked(day.session_id)
    belong(session, fields.get("room"), objectives, speakers)
    last = day.items.order_by("-position").first()
    item = Item.objects.create(day=day, position=last.position + 1 if last else 1, **fields)
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
    item = Item.objects.select_related("day").get(pk=item.pk)
    belong(session, fields.get("room"), objectives, speakers)
    if item.revision != revision:
        raise ChangedMeanwhile(item)
    changed = write(item, fields)
    changed += [
        name
        for name, chosen in (("objectives", objectives), ("speakers", speakers))
        if retied(getattr(item, name), chosen)
    ]
    if changed:
        item.revision += 1
        item.save(update_fields=["revision"])
        touch(session, now)
        record(by, "changed", item, at=now, fields=changed)
    return item


@transaction.atomic
def set_rows(*, day: SessionDay, rows: Iterable[Row], by: Person, now: datetime) -> None:
    """Change lengths and kinds in the table, all or none. Raises ChangedMeanwhile for the first row saved since."""
    session = locked(day.session_id)
    items = {item.pk: item for item in day.items.all()}
    rows = list(rows)
    if any(row.item not in items for row in rows):
        raise OtherSession
    for row in rows:
        item = items[row.item]
        if item.revision != row.revision:
            raise ChangedMeanwhile(item)
        changed = write(item, {"minutes": row.minutes, "kind": row.kind})
        if changed:
            item.revision += 1
            item.save(update_fields=["revision"])
            record(by, "changed", item, at=now, fields=changed)
    if rows:
        touch(session, now)


@transaction.atomic
def move(*, item: Item, up: bool, by: Person, now: datetime) -> Item:
    """Change places with the neighbour above or below; at the edge nothing happens."""
    session = locked(item.day.session_id)
    line = list(item.day.items.all())
    here = line.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(line):
        line[here], line[there] = line[there], line[here]
        renumber(line)
        touch(session, now)
        record(by, "moved", item, at=now, fields=["position"])
    return item


@transaction.atomic
def delete(*, item: Item, by: Person, now: datetime) -> None:
    """Take the item out of the draft; published editions keep it."""
    session = locked(item.day.session_id)
    day = item.day
    record(by, "deleted", item, at=now)
    item.delete()
    renumber(day.items.all())
    touch(session, now)


def write(item: Item, fields: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in fields.items() if getattr(item, name) != value]
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
    for position, item in enumerate(items, 1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])


def belong(session: Session, room: Room | None, objectives: Iterable[Objective], speakers: Iterable[Speaker]) -> None:
    """Raise OtherSession unless all of them are of this session, the room of its programme."""
    sessions = {objective.session_id for objective in objectives} | {speaker.session_id for speaker in speakers}
    if sessions - {session.pk} or (room and room.venue.programme_id != session.cohort.programme_id):
        raise OtherSession
