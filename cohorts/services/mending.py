"""Wrong cells of a list that waits for its confirming are mended where they stand; the file stays as it is."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from cohorts.exporting import as_meant
from cohorts.importing import Outcome, State
from cohorts.models import Upload
from cohorts.services.importing import preview


@dataclass(frozen=True)
class Mending:
    """A wrong row, with the texts of its wrong cells as they stand in the list."""

    outcome: Outcome
    cells: dict[str, str]


def to_mend(upload: Upload, outcomes: Iterable[Outcome]) -> list[Mending]:
    """The wrong rows of a preview, in the order of the list."""
    kept = dict(json.loads(upload.table)["rows"])
    return [Mending(one, wrong_cells_of(one, kept[one.number])) for one in outcomes if one.state == State.WRONG]


def wrong_cells_of(outcome: Outcome, values: Mapping[str, str]) -> dict[str, str]:
    """By field; what one column said of diet and access together is mended in that column."""
    shared = {"diet", "access"} if "needs" in values else set()
    fields = dict.fromkeys("needs" if error.field in shared else error.field for error in outcome.errors)
    return {name: as_meant(values.get(name, "")) for name in fields}


@transaction.atomic
def mend(*, upload: Upload, cells: Mapping[tuple[int, str], str], without: Collection[int]) -> int:
    """Write what was typed into the wrong cells of the kept list, and leave rows out; how many rows that changed.

    What is not wrong now stays as it is.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    wrong = {mending.outcome.number: mending.cells for mending in to_mend(upload, preview(upload))}
    table = json.loads(upload.table)
    before = table["rows"]
    table["rows"] = [
        [number, values | typed(number, wrong.get(number, ()), cells)]
        for number, values in before
        if number not in wrong or number not in without
    ]
    upload.table = json.dumps(table)
    upload.save(update_fields=["table"])
    return sum(row not in table["rows"] for row in before)


def typed(number: int, names: Iterable[str], cells: Mapping[tuple[int, str], str]) -> dict[str, str]:
    return {name: cells[number, name].strip() for name in names if (number, name) in cells}
