from collections.abc import Mapping
from typing import Any


def change(row: Any, values: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """Write `values` to `row` as it is in the database now, under its lock; return it and the names that changed.

    Call inside a transaction. Only what differs is written.
    """
    row = row._meta.model._base_manager.select_for_update().get(pk=row.pk)
    fields = [name for name, value in values.items() if getattr(row, name) != value]
    for name in fields:
        setattr(row, name, values[name])
    if fields:
        row.save(update_fields=fields)
    return row, fields
