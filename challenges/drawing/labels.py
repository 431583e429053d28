"""A name broken into lines, and the room that they take."""

from textwrap import wrap
from unicodedata import east_asian_width

LETTERS, LINES = 16, 3  # of a label; the whole name stands in the table
LINE = 18  # units from one line to the next
WIDE, CAPITAL, LETTER = 15.5, 10.5, 8.5  # units that a letter takes at most, set in 15


def lines(name: str) -> list[str]:
    """The name on at most three lines; what does not fit ends in dots."""
    found = wrap(name, letters(name))
    if len(found) <= LINES:
        return found
    return [*found[: LINES - 1], found[LINES - 1][: letters(name) - 1].rstrip() + "…"]


def letters(name: str) -> int:
    """How many letters a line may have: half as many of those that are twice as wide."""
    return LETTERS // 2 if any(east_asian_width(letter) in "WF" for letter in name) else LETTERS


def width(line: str) -> float:
    return sum(WIDE if east_asian_width(c) in "WF" else CAPITAL if c.isupper() else LETTER for c in line)
