"""What stands in a file for Word, before anything is known of how Word keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

Cell = Sequence[str]  # its paragraphs; the first weighs more than the rest, unless it is empty


@dataclass(frozen=True)
class Row:
    cells: Sequence[Cell]
    quiet: bool = False  # a break or a meal


@dataclass(frozen=True)
class Table:
    caption: str
    heads: Sequence[str]
    widths: Sequence[int]  # millimetres
    rows: Sequence[Row]


@dataclass(frozen=True)
class Part:
    """A heading with what stands below it; `points` is a list."""

    heading: str
    lines: Sequence[str] = ()
    points: Sequence[str] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Paper:
    """A whole file. `over` and `under` stand above and below the title, `foot` at the foot of every page."""

    title: str
    over: str
    under: Sequence[str]
    foot: str
    author: str
    language: str
    at: datetime
    parts: Sequence[Part]
    wide: bool = False

    @property
    def about(self) -> str:
        """What a file list and a window say."""
        return f"{self.over}: {self.title}"
