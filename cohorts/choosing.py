"""The columns of a list as somebody sees them who says what each means. No database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cohorts.columns import cell_of, meaning, spoken_with
from cohorts.sheet import Sheet, on_one_line

SAMPLES = 3  # cells shown of a column, so that it is known without its heading


@dataclass(frozen=True)
class Column:
    """`field` is what it is read as; `also` what its heading speaks of, where another column is read as that."""

    number: int
    heading: str
    letter: str
    samples: list[str]
    field: str
    also: str


def columns_for_choosing(sheet: Sheet, own: Iterable[str] = ()) -> Iterator[Column]:
    """Every column that holds anything, in order. `own` are the names of the programme's own columns."""
    fields, spoken = {number: name for name, number in sheet.columns.items()}, spoken_with(own)
    for number in range(max([len(sheet.heads), *(len(line.cells) for line in sheet.lines)])):
        heading = sheet.heads[number] if number < len(sheet.heads) else ""
        samples, field = samples_of(sheet, number), fields.get(number, "")
        also = "" if field else (meaning(heading, spoken) or ("", 0))[0]
        if heading or samples:
            yield Column(number, on_one_line(heading), letter(number), samples, field, also)


def samples_of(sheet: Sheet, column: int) -> list[str]:
    """The first few texts that stand in the column, each once."""
    found = dict.fromkeys(cell for line in sheet.lines if (cell := cell_of(line, column)))
    return [on_one_line(cell) for cell in islice(found, SAMPLES)]


def letter(number: int) -> str:
    """What a spreadsheet program calls the column: A for 0, AA for 26."""
    rest, last = divmod(number, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + last)
