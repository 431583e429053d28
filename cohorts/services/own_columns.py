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


def write(wanted: Mapping[int, Mapping[int, str]]) -> set[int]:
    """Write {place: {column: text}} in a few queries; the places where any differed. An empty text leaves no row."""
    known = {(text.membership_id, text.column_id): text for text in OwnText.objects.filter(membership__in=wanted)}
    cells = {(place, column): text for place, texts in wanted.items() for column, text in texts.items()}
    changed = {key: text for key, text in cells.items() if text != (known[key].text if key in known else "")}
    OwnText.objects.filter(pk__in=[known[key].pk for key, text in changed.items() if not text]).delete()
    OwnText.objects.bulk_create(
        (
            OwnText(membership_id=place, column_id=column, text=text)
            for (place, column), text in changed.items()
            if text
        ),
        update_conflicts=True,
        unique_fields=["membership", "column"],
        update_fields=["text"],
    )
    return {place for place, _column in changed}


def carry(before: Membership, to: Membership) -> None:
    """Write what stands in the columns of one place to another one of the same programme."""
    write({to.pk: dict(before.own_texts.values_list("column", "text"))})
