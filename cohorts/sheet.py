"""A list as it was chosen, which column is read as what, and what was typed over it since. No database."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cohorts.columns import (
    HEADER_WITHIN,
    Row,
    Spoken,
    cell_of,
    columns_of,
    find_heading,
    row_of,
    says_which_cohort,
    settle,
    spoken_with,
)
from cohorts.spreadsheet import Line, Table, Unreadable
from cohorts.text import bare_address, plain_name, search_key

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST = 500  # characters of a cell that the page shows to be mended: no field takes more
LONGEST_NAME = 60  # characters of the name of a sheet: spreadsheet programs take 31


@dataclass(frozen=True)
class Other:
    """A sheet of the same file that is not read, and how many rows of people it has."""

    name: str
    rows: int


@dataclass(frozen=True)
class Division:
    """A column by its heading, and how many different values stand in it."""

    heading: str
    values: int


@dataclass(frozen=True)
class Sheet:
    """`columns` is the column of each field; `typed` is by row and field, empty text for an emptied cell."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    columns: Mapping[str, int]
    typed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    out: frozenset[int] = frozenset()  # numbers of the rows that are left out
    others: tuple[Other, ...] = ()

    def rows(self) -> list[Row]:
        """The people as they are read, without the rows that are left out."""
        return [row for row in self.every_row() if row.number not in self.out]

    def left_out(self) -> list[Row]:
        return [row for row in self.every_row() if row.number in self.out]

    def every_row(self) -> list[Row]:
        rows = (self.read(line) for line in self.lines)
        return [row for row in rows if row.values or row.number in self.typed]

    def read(self, line: Line) -> Row:
        values = row_of(line, self.columns).values | self.typed.get(line.number, {})
        return Row(line.number, {name: text for name, text in values.items() if text})

    @property
    def missing(self) -> str:
        """The reason why nobody can be read: no column of addresses, or of names. Empty when all is there."""
        if "email" not in self.columns:
            return "no_email"
        return "" if {"name", "last_name", "first_name"} & self.columns.keys() else "no_name"

    @property
    def unused(self) -> list[str]:
        """The headings of the columns that nobody reads."""
        return list(self.unread().values())

    def unread(self) -> dict[int, str]:
        taken = set(self.columns.values())
        return {number: head for number, head in enumerate(self.heads) if head and number not in taken}

    @property
    def cohorts(self) -> list[Division]:
        """The columns nobody reads that say of the people that they belong to different cohorts."""
        columns = {number: head for number, head in self.unread().items() if says_which_cohort(head)}
        people = {row.number for row in self.rows()} if columns else set()
        lines = [line for line in self.lines if line.number in people]
        found = [Division(on_one_line(head), different(lines, number)) for number, head in columns.items()]
        return [division for division in found if division.values > 1]


def different(lines: Iterable[Line], column: int) -> int:
    """How many different texts stand in the column, whatever the capitals."""
    return len({key for line in lines if (key := search_key(cell_of(line, column)))})


def sheet_of(tables: Sequence[Table], own: Iterable[str] = ()) -> Sheet:
    """The first table with people below a column of addresses, else the first that holds addresses.

    Other tables with people are its `others`. `own` are the names of the programme's own columns. A column of names
    may be `missing`. Raises Unreadable.
    """
    spoken = spoken_with(own)
    found = [(sheet, table.name) for table in tables if (sheet := headed(table, spoken) or guessed(table, spoken))]
    if not found:
        raise Unreadable("no_email")
    first, *rest = sorted(found, key=lambda one: (not has_people(one[0]), not names_addresses(one[0], spoken)))
    others = (Other(plain_name(name, LONGEST_NAME), len(sheet.rows())) for sheet, name in rest if has_people(sheet))
    return replace(first[0], others=tuple(others))


def has_people(sheet: Sheet) -> bool:
    return any(map(has_an_address, sheet.lines))


def names_addresses(sheet: Sheet, spoken: Spoken) -> bool:
    return "email" in columns_of(sheet.heads, spoken)


def headed(table: Table, spoken: Spoken) -> Sheet | None:
    """The table below the first line near the top that names a column of addresses."""
    heading = find_heading(table.lines, spoken)
    if not heading:
        return None
    body = tuple(line for line in table.lines if line.number > heading.line.number)
    return Sheet(heading.line.cells, body, settle(heading, body).columns)


def has_an_address(line: Line) -> bool:
    return any(map(is_address, line.cells))


def is_address(cell: str) -> bool:
    return bool(ADDRESS.fullmatch(bare_address(cell)))


def guessed(table: Table, spoken: Spoken) -> Sheet | None:
    """Where addresses stand below no known heading: the first line that is no title is the headings, if it has none."""
    lines = table.lines
    if not any(map(has_an_address, lines)):
        return None
    begins = (n for n, line in enumerate(lines[:HEADER_WITHIN]) if has_an_address(line) or len(line.cells) > 1)
    first = next(begins, 0)
    heads = () if has_an_address(lines[first]) else lines[first].cells
    body = tuple(lines[first + bool(heads) :])
    return Sheet(heads, body, columns_of(heads, spoken) | column_of_addresses(body))


def column_of_addresses(body: Sequence[Line]) -> dict[str, int]:
    found = Counter(n for line in body for n, cell in enumerate(line.cells) if is_address(cell))
    return {"email": max(found, key=lambda number: found[number])} if found else {}


def read_by(sheet: Sheet, columns: Mapping[str, int]) -> Sheet:
    """The sheet with its columns read so. What was typed stays where the same column is read as before."""
    same = {
        number: {name: text for name, text in cells.items() if sheet.columns.get(name) == columns.get(name)}
        for number, cells in sheet.typed.items()
    }
    return replace(sheet, columns=columns, typed=same)


def overtyped(sheet: Sheet, typed: Mapping[int, Mapping[str, str]]) -> Sheet:
    """The sheet with `typed` over its cells, by row and field; the same as what a cell showed changes nothing."""
    shown = {row.number: row.values for row in sheet.every_row()}
    kept = {number: dict(cells) for number, cells in sheet.typed.items()}
    for number in typed.keys() & shown.keys():
        for name, text in typed[number].items():
            if text != on_one_line(shown[number].get(name, "")):
                kept.setdefault(number, {})[name] = text
    return replace(sheet, typed=kept)


def on_one_line(text: str) -> str:
    """The text as a page shows it in a field of one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:LONGEST]).split())


# For keeping


def as_text(sheet: Sheet) -> str:
    lines = [[line.number, line.cells] for line in sheet.lines]
    kept = {"heads": sheet.heads, "lines": lines, "columns": sheet.columns, "typed": sheet.typed}
    others = [[other.name, other.rows] for other in sheet.others]
    return json.dumps(kept | {"out": sorted(sheet.out), "others": others})


def from_text(text: str) -> Sheet:
    kept = json.loads(text)
    lines = tuple(Line(number, tuple(cells)) for number, cells in kept["lines"])
    typed = {int(number): cells for number, cells in kept["typed"].items()}
    others = tuple(Other(*other) for other in kept.get("others", ()))  # a list kept before an update has none
    return Sheet(tuple(kept["heads"]), lines, kept["columns"], typed, frozenset(kept["out"]), others)
