"""Columns that a programme keeps of its places beyond ours: named, filled, taken away."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from cohorts.changing import change
from cohorts.exceptions import InUse
from cohorts.models import Membership, OwnColumn, OwnText, Person, Programme
from cohorts.trail import record


@transaction.atomic
def name_columns(
    *, programme: Programme, names: Sequence[str], delete_filled: bool, by: Person, now: datetime
) -> list[OwnColumn]:
    """Give the columns these names, in this order; an empty name takes a column away.

    Raises InUse for one that is filled, unless `delete_filled`, which deletes what stands in it.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    known = {column.position: column for column in programme.own_columns.all()}
    for position, name in enumerate(names, 1):
        column = known.get(position)
        if name and column:
            rename(column, name, by, now)
        elif name:
            made = OwnColumn.objects.create(programme=programme, position=position, name=name)
            record(by, "added", made, at=now, fields=["name"])
        elif column:
            take_away(column, delete_filled, by, now)
    return list(programme.own_columns.all())


def rename(column: OwnColumn, name: str, by: Person, now: datetime) -> None:
    column, fields = change(column, {"name": name})
    if fields:
        record(by, "renamed", column, at=now, fields=fields)


def take_away(column: OwnColumn, delete_filled: bool, by: Person, now: datetime) -> None:
    if column.texts.exists() and not delete_filled:
        raise InUse(column)
    record(by, "removed", column, at=now)
    column.delete()


def write(place: Membership, texts: Mapping[int, str]) -> bool:
    """Write {column: text} of one place, and say whether any differed. An empty text leaves no row behind."""
    known = dict(place.own_texts.values_list("column", "text"))
    changed = {pk: text for pk, text in texts.items() if text != known.get(pk, "")}
    gone = [pk for pk, text in changed.items() if not text]
    place.own_texts.filter(column__in=gone).delete()
    for pk in changed.keys() - set(gone):
        OwnText.objects.update_or_create(membership=place, column_id=pk, defaults={"text": changed[pk]})
    return bool(changed)


def carry(before: Membership, to: Membership) -> None:
    """Write what stands in the columns of one place to another one of the same programme."""
    write(to, dict(before.own_texts.values_list("column", "text")))
