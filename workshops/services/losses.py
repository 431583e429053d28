"""Items that went out of the draft under somebody's hands, and how they come back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import Model

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import MovedOn
from workshops.models import DraftChange, Item, Session
from workshops.services.items import renumber, retied, spare, stands, write
from workshops.services.locking import locked, touch
from workshops.services.snapshots import AFTER, BEFORE, Rows, put, read, tables
from workshops.services.undo import keep

ITEM = Item._meta.label_lower


@dataclass(frozen=True)
class Loss:
    """An item that went out of the draft: with what, by whom and when."""

    item: int
    rows: Rows
    by: Person
    at: datetime

    @property
    def was(self) -> Item:
        """The item as it was, not saved."""
        return Item(**read(Item, self.rows[ITEM][str(self.item)][BEFORE]))


def loss(session: Session, item: int) -> Loss | None:
    """How the item went out of the session's draft, as far as the changes that are kept can tell."""
    for change in session.draft_changes.select_related("by", "undone_by").order_by("-number"):
        side = AFTER if change.undone_at is None else BEFORE
        two = change.rows.get(ITEM, {}).get(str(item))
        if two and two[side] is None and two[1 - side]:
            return lost(change, item, 1 - side)
    return None


def lost(change: DraftChange, item: int, side: int) -> Loss:
    rows = of_item(change.rows, item, side)
    if change.undone_by and change.undone_at:
        return Loss(item, rows, change.undone_by, change.undone_at)
    return Loss(item, rows, change.by, change.at)


def of_item(rows: Rows, item: int, side: int) -> Rows:
    """The item with what hangs on it, as it stood on that side."""
    found: Rows = {ITEM: {str(item): [rows[ITEM][str(item)][side], None]}}
    for model, _path in tables():
        table = model._meta.label_lower
        for pk, two in rows.get(table, {}).items():
            if None in two and two[side] and hangs(model, two[side], found):
                found.setdefault(table, {})[pk] = [two[side], None]
    return found


def hangs(model: type[Model], row: dict[str, Any], found: Rows) -> bool:
    """Whether the row points to one of those found."""
    keys = {
        key.attname: cast("type[Model]", key.related_model) for key in model._meta.concrete_fields if key.is_relation
    }
    return any(str(row[name]) in found.get(parent._meta.label_lower, {}) for name, parent in keys.items())


@transaction.atomic
def put_back(
    *,
    session: Session,
    item: int,
    fields: dict[str, Any],
    ties: dict[str, list[Any]] | None = None,
    by: Person,
    now: datetime,
) -> Item:
    """The item again, under its old id and in its old place, with `fields` over what it said and exactly `ties`.

    Raises MovedOn when the changes that are kept do not have it (any more), or somebody put it back already;
    TooMany and AlreadyCancelled as a new item.
    """
    session = locked(session.pk)
    found = loss(session, item)
    if found is None or Item.objects.filter(pk=item).exists():
        raise MovedOn
    stands(found.was.day)
    spare(found.was.day)
    with keep(
        session=session, verb=DraftChange.Verb.PUT_BACK, what=fields.get("title") or found.was.title, by=by, now=now
    ):
        put(session, found.rows, BEFORE)
        back = Item.objects.select_related("day").get(pk=item)
        write(back, fields)
        for name, chosen in (ties or {}).items():
            retied(getattr(back, name), chosen)
        renumber(back.day.items.all())
    touch(session, now)
    record(by, "put back", back, at=now, fields=fields)
    return back
