"""A list of people as a table that spreadsheet programs open and an import reads back. No database."""

import csv
import re
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cohorts.columns import of_the_programme

# The heading of each field: each is one that `cohorts.columns` reads as that field.
HEADINGS = {
    "email": "Email address",
    "title": "Title",
    "name": "Full name",
    "known_as": "Known as",
    "role": "Role on programme",
    "job_title": "Job title",
    "organisation": "Organisation",
    "sector": "Sector",
    "profession": "Profession",
    "mobile": "Mobile",
    "line_manager": "Line manager",
    "release_by": "Release agreed by",
    "release_on": "Release agreed on",
    "cost_code": "Cost code",
    "purchase_order": "Purchase order",
    "assistant": "Assistant",
    "assistant_email": "Assistant email",
}
NEEDS_HEADINGS = {
    "diet": "Dietary needs",
    "access": "Access needs",
    "emergency_name": "Emergency contact",
    "emergency_phone": "Emergency phone",
}
STANDING_HEADINGS = {
    "set": "Action learning set",
    "invitation": "Invitation",
}  # for people: an import has no use for it
LEFT_HEADINGS = {"left_on": "Left on"}
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for another encoding
STARTS_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
MADE_HARMLESS = re.compile(r"'+[=+\-@\t\r]")


def headings(*, needs: bool, left: bool = False, own: Iterable[str] = ()) -> dict[str, str]:
    """The headings by field, in the order of the columns; `own` are the names of the programme's own."""
    theirs = {of_the_programme(name): name for name in own}
    return HEADINGS | theirs | (NEEDS_HEADINGS if needs else {}) | STANDING_HEADINGS | (LEFT_HEADINGS if left else {})


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet program works out. `as_meant` gives it back."""
    return f"'{text}" if STARTS_A_FORMULA.match(text) else text


def as_meant(cell: str) -> str:
    """What a cell says without the apostrophe that made it harmless."""
    return cell[1:] if MADE_HARMLESS.match(cell) else cell


class Echo:
    """Where a writer of CSV writes to when each line is wanted back."""

    def write(self, line: str) -> str:
        return line


def as_csv(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a CSV, one at a time."""
    writer = csv.writer(Echo())
    for number, row in enumerate(rows):
        yield ("" if number else BYTE_ORDER_MARK) + writer.writerow([harmless(cell) for cell in row])


def as_xlsx(rows: Iterable[Iterable[str]]) -> IO[bytes]:
    """An open file with the workbook. Its rows go by way of the disk: memory does not grow with them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("List")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", harmless(cell)) for cell in row])
    file = TemporaryFile()  # noqa: SIM115 - closed by the response
    book.save(file)
    file.seek(0)
    return file
