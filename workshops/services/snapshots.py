"""The rows of a draft agenda as values: taken, compared, put back. Columns come along by themselves, tables do not.

A table that hangs on items (a foreign key to Item) is kept when it stands in KEPT; ties of a kept table always are.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.db.models import F, Field, Manager, ManyToManyRel, Model

from workshops.models import Item, ParallelGroup, Session

KEPT: list[tuple[type[Model], str]] = [  # parents first; each with the way from its rows to their session
    (Item, "day__session"),
    (ParallelGroup, "item__day__session"),
]
BEFORE, AFTER = 0, 1
UNSEEN = {"revision"}  # tells one wording from the next, and so is never put back
PLACE = {"position"}  # moving an item asks for no revision

Rows = dict[str, dict[str, list[Any]]]


def tables() -> Iterator[tuple[type[Model], str]]:
    """Each table that is kept, parents first, with the way from its rows to their session."""
    for model, path in KEPT:
        yield model, path
        for tie in ties(model):
            yield tie, f"{foot(tie, model).name}__{path}"


def ties(model: type[Model]) -> list[type[Model]]:
    """The tables of many to many relations from or to the model."""
    mine = [field.remote_field for field in model._meta.many_to_many]
    theirs = [relation for relation in model._meta.related_objects if relation.many_to_many]
    return [cast("type[Model]", relation.through) for relation in cast("list[ManyToManyRel]", mine + theirs)]


def foot(tie: type[Model], model: type[Model]) -> Field:
    """The column by which the tie stands on the model."""
    return next(field for field in tie._meta.fields if field.related_model is model)


def snapshot(session: Session) -> dict[str, dict[int, dict[str, Any]]]:
    """Every kept row of the session: {table: {id: columns}}."""
    return {
        model._meta.label_lower: {row["id"]: row for row in model._base_manager.filter(**{path: session}).values()}
        for model, path in tables()
    }


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Rows:
    """What differs between two snapshots, as DraftChange keeps it; empty when nothing does."""
    found = {}
    for table, rows in before.items():
        both = sorted(rows.keys() | after[table].keys())
        pairs = {str(pk): pair(rows.get(pk), after[table].get(pk)) for pk in both}
        found[table] = {pk: two for pk, two in pairs.items() if two[BEFORE] != two[AFTER]}
    return {table: rows for table, rows in found.items() if rows}


def pair(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[Any]:
    if before is None or after is None:
        return [before, after]
    names = [name for name in before if name not in UNSEEN and before[name] != after[name]]
    return [{name: row[name] for name in names} for row in (before, after)]


def put(session: Session, rows: Rows, side: int) -> None:
    """Make the rows what they were on that side. What points to something gone meanwhile comes without it."""
    kept = [(model, path, rows.get(model._meta.label_lower, {})) for model, path in tables()]
    for model, path, pairs in reversed(kept):
        gone = [pk for pk, two in pairs.items() if two[side] is None]
        if gone:
            model._base_manager.filter(**{path: session}, pk__in=gone).delete()
    for model, path, pairs in kept:
        bring_back(model, [two[side] for two in pairs.values() if two[1 - side] is None])
        set_back(model, path, session, {pk: two[side] for pk, two in pairs.items() if None not in two})
    Item.objects.filter(day__session=session, pk__in=reworded(rows)).update(revision=F("revision") + 1)


def bring_back(model: type[Model], rows: list[dict[str, Any]]) -> None:
    """Rows that were deleted, under the ids that they had."""
    found = standing(model, [read(model, row) for row in rows])
    if found:
        model._base_manager.bulk_create([model(**row) for row in found], ignore_conflicts=True)


def set_back(model: type[Model], path: str, session: Session, rows: Mapping[str, dict[str, Any]]) -> None:
    """Columns that were changed."""
    if not rows:
        return
    there = model._base_manager.filter(**{path: session}).in_bulk([int(pk) for pk in rows])
    values = standing(model, [read(model, rows[str(pk)]) | {"id": pk} for pk in there])
    for row in values:
        for name, value in row.items():
            setattr(there[row["id"]], name, value)
    names = {model._meta.get_field(name).name for row in values for name in row} - {"id"}
    if names:
        model._base_manager.bulk_update(there.values(), sorted(names))


def read(model: type[Model], row: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as JSON keeps them, as Python has them; a column that has gone from the table is left out."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return {name: columns[name].to_python(value) for name, value in row.items() if name in columns}


def standing(model: type[Model], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows whose foreign keys lead somewhere: one that may be empty is emptied, else the row is left out."""
    for field in [field for field in model._meta.concrete_fields if field.is_relation]:
        name = field.attname
        named = {row[name] for row in rows if row.get(name)}
        there = set(parent(field).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
        lost = [row for row in rows if row.get(name) and row[name] not in there]
        if field.null:
            for row in lost:
                row[name] = None
        else:
            rows = [row for row in rows if row not in lost]
    return rows


def parent(field: Field) -> Manager:
    return cast("type[Model]", field.related_model)._base_manager


def reworded(rows: Rows) -> set[int]:
    """The items of which more than the place changes: their editors are told."""
    items = {pk for pk, two in rows.get("workshops.item", {}).items() if None in two or two[BEFORE].keys() - PLACE}
    found = {int(pk) for pk in items}
    hanging: list[type[Model]] = [*ties(Item), ParallelGroup]
    for model in hanging:
        column = foot(model, Item).attname
        pairs = rows.get(model._meta.label_lower, {}).values()
        found |= {side[column] for two in pairs for side in two if side and column in side}
    return found
