"""Bytes to rows: the tables that people keep as CSV or XLSX, whatever program saved them. Raises only Unreadable."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from openpyxl import load_workbook

LARGEST = 5 * 1024 * 1024  # bytes of the file
LARGEST_UNPACKED = 40 * 1024 * 1024  # bytes of what an XLSX holds once unpacked
MOST_TEXT = 10_000_000  # characters of a sheet: one text of a workbook may stand in every cell of it
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_EMPTY_ROWS = 100_000  # formatting often runs to the end of a sheet; reading stops here
DELIMITERS = ",;\t|"
NOT_TABLES = {b"%PDF": "pdf", b"\xd0\xcf\x11\xe0": "old_excel", b"\x89PNG": "other", b"\xff\xd8\xff": "other"}


class Unreadable(Exception):
    """The file is no table we can read. `reason` is one word: the page words it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Line:
    """A row that is not empty, with the number it has in a spreadsheet program."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The lines of a sheet, with the name it has in a workbook."""

    lines: list[Line]
    name: str = ""


def read(data: bytes) -> list[Table]:
    """The tables in `data`, one for each sheet that holds anything; at least one. Cells are trimmed text."""
    if len(data) > LARGEST:
        raise Unreadable("large")
    for magic, reason in NOT_TABLES.items():
        if data.startswith(magic):
            raise Unreadable(reason)
    tables = xlsx(data) if data.startswith(b"PK") else [Table(lines(records(no_web_page(decoded(data)))))]
    tables = [table for table in tables if table.lines]
    if not tables:
        raise Unreadable("empty")
    return tables


def lines(rows: Iterable[Iterable[Any]]) -> list[Line]:
    """Rows with something in them, their cells as text. Raises Unreadable beyond the caps."""
    found: list[Line] = []
    length = 0
    for number, row in enumerate(islice(rows, MOST_EMPTY_ROWS), 1):
        cells = without_tail(text(value) for value in row)
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("columns")
        if len(found) == MOST_ROWS + 1:  # one for the header
            raise Unreadable("rows")
        length += sum(map(len, cells))
        if length > MOST_TEXT:
            raise Unreadable("bomb")
        found.append(Line(number, cells))
    return found


def without_tail(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells up to the last that holds something."""
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def text(value: Any) -> str:
    """A cell as it reads on the screen."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date() if value.time() == value.time().min else value
    return str(value).replace("\xa0", " ").strip(" \t\r\n\ufeff\u200b")


# CSV


def decoded(data: bytes) -> str:
    """Text in the encoding that the bytes give away: UTF-16, UTF-8, or else CP1252 as Excel saves it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    start = data[:2000]
    if len(start) >= 4 and start.count(0) * 3 > len(start):
        return data.decode("utf-16-le" if start[1] == 0 else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def no_web_page(content: str) -> str:
    """Many programs export a web page, or XML, under the name of a spreadsheet: refused, not read as one column."""
    if content.lstrip("\ufeff \t\r\n").startswith("<"):
        raise Unreadable("web_page")
    return content


def records(content: str) -> Iterator[list[str]]:
    """The records of a CSV, split at whichever delimiter divides most of the rows near the top, and then furthest."""
    delimiter = ""
    if content[:4].casefold() == "sep=":
        delimiter, content = content[4:5], "\n" + content.partition("\n")[2]
    if delimiter not in DELIMITERS or not delimiter:
        delimiter = max(DELIMITERS, key=lambda mark: divided(content, mark))
    try:
        yield from split(content, delimiter)
    except csv.Error:
        raise Unreadable("broken") from None


def divided(content: str, delimiter: str) -> tuple[int, int]:
    """How many rows near the top it divides, and the cells of the widest: one odd row decides nothing."""
    try:
        cells = [sum(map(says_something, row)) for row in islice(split(content, delimiter), 20)]
    except csv.Error:
        return 0, 0
    return sum(number > 1 for number in cells), max(cells, default=0)


def says_something(cell: str) -> bool:
    return any(character.isalnum() for character in cell)


def split(content: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)


# XLSX


def xlsx(data: bytes) -> list[Table]:
    """The visible sheets of a workbook. A formula counts as the value it showed when the file was saved."""
    unpacked_size(data)
    try:
        values, formulas = sheets(data, data_only=True), sheets(data, data_only=False)
        pairs = zip(values, formulas, strict=True)
        return [Table(lines(merged(shown, written)), name) for (name, shown), (_name, written) in pairs]
    except Unreadable:
        raise
    except Exception:  # the library raises whatever the broken part of the file leads to
        raise Unreadable("broken") from None


def unpacked_size(data: bytes) -> None:
    """Raises Unreadable for what is no workbook, and for one that would fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except Exception:
        raise Unreadable("broken") from None
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable("bomb")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable("other")


def sheets(data: bytes, *, data_only: bool) -> list[tuple[str, Iterator[tuple[Any, ...]]]]:
    """The name and the rows of each visible sheet."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=data_only)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return [(sheet.title, sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)) for sheet in shown]


def merged(values: Iterable[tuple[Any, ...]], formulas: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    """The value of each cell; of a formula that was never worked out, the formula, so that it can be refused."""
    for shown, written in zip(values, formulas, strict=True):
        yield [formula if value is None else value for value, formula in zip(shown, written, strict=True)]
