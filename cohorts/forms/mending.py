"""What was typed into the cells of a list, and the rows that were ticked. Whatever stands in a cell is for the plan."""

import re

from django.http import QueryDict

from cohorts.columns import NAMES, OF_THE_PROGRAMME
from cohorts.sheet import on_one_line

CELL = re.compile(r"cell-([0-9]{1,7})-(.{1,100})")


def typed_cells(data: QueryDict) -> dict[int, dict[str, str]]:
    """The texts by row and field, of fields that a list can have."""
    typed: dict[int, dict[str, str]] = {}
    for key, text in data.items():
        found = CELL.fullmatch(key)
        if found and (found[2] in NAMES or found[2].startswith(OF_THE_PROGRAMME)):
            typed.setdefault(int(found[1]), {})[found[2]] = on_one_line(str(text))
    return typed


def rows_out(data: QueryDict) -> dict[int, bool]:
    """Whether to leave it out, for each row that the page showed."""
    ticked = set(data.getlist("out"))
    return {int(row): row in ticked for row in data.getlist("row") if re.fullmatch("[0-9]{1,7}", row)}
