from collections.abc import Mapping
from typing import Any


def change(row: Any, values: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """Write `values` to `row` as it is in the database now, under its lock; return it and the names that changed.

    Call inside a transaction. Only what differs is written.
    """
    row = row._meta.model._base_manager.select_for_update().get(pk=row.pk)
    fields = written(row, values)
    if fields:
        row.save(update_fields=fields)
    return row, fields


def change_all(model: Any, values: Mapping[int, Mapping[str, Any]]) -> dict[int, tuple[Any, list[str]]]:
    """The same for many rows, by key and in a few queries: each row and the names that changed. No own `save` runs."""
    rows = model._base_manager.select_for_update().filter(pk__in=values).order_by("pk")
    changed = {row.pk: (row, written(row, values[row.pk])) for row in rows}
    names = {name for _row, fields in changed.values() for name in fields}
    if names:
        differ = [row for row, fields in changed.values() if fields]
        model._base_manager.bulk_update(differ, sorted(names), batch_size=500)
    return changed


def written(row: Any, values: Mapping[str, Any]) -> list[str]:
    """Set `values` on the row, unsaved; the names that differed."""
    fields = [name for name, value in values.items() if getattr(row, name) != value]
    for name in fields:
        setattr(row, name, values[name])
    return fields
