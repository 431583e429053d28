"""What the page shows of a reading: rows to correct, days to choose, lines to place. All of it lives in the form."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from workshops.agenda import pin_text
from workshops.pasting.kinds import kind_of
from workshops.pasting.reading import cut

NO_LENGTH = "no_length"
USUAL = 30  # minutes of an item of which nobody said how long it lasts
MOST_LINES = 100  # that are offered one by one; the others stay in the text
ROW = ("section", "start", "pin", "minutes", "kind", "title", "lead", "notes", "doubts", "leave")
SECTION = ("heading", "day")
LINE = ("text", "after", "do")
KEY = re.compile(r"([rsu])([0-9]{1,4})-([a-z]{1,10})")


@dataclass
class Preview:
    """Values as strings, as they stand in the fields: rows, the sections they belong to, lines not understood."""

    rows: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    more_lines: int = 0

    @classmethod
    def of(cls, reading):
        """A fresh one. An item is pinned where its start does not follow from the item before."""
        days = list(dict.fromkeys(item.day for item in reading.items))
        lines = [{"text": line.text, "after": str(line.after), "do": "leave"} for line in reading.unread]
        return cls(
            rows=[row for n, day in enumerate(days) for row in rows_of(reading.items, day, n)],
            sections=[{"heading": "" if day is None else reading.days[day].text} for day in days],
            lines=lines[:MOST_LINES],
            more_lines=len(lines[MOST_LINES:]),
        )

    @classmethod
    def posted(cls, data):
        """As it came back. What is no field of it is not looked at."""
        found = {"r": {}, "s": {}, "u": {}}
        for key in data:
            if match := KEY.fullmatch(key):
                found[match[1]].setdefault(int(match[2]), {})[match[3]] = data[key]
        rows, sections, lines = ([found[kind][n] for n in sorted(found[kind])] for kind in "rsu")
        return cls(rows, sections, lines[:MOST_LINES])

    def placed(self):
        """The same with each line where somebody put it: an item of its own, or the notes of a neighbour."""
        rows, lines = [dict(row) for row in self.rows], sorted(self.lines, key=after)
        above = [line for line in lines if line.get("do") == "above"]
        others = [line for line in reversed(lines) if line.get("do") != "above"]  # last first: the places stay right
        moved = {id(line) for line in [*above, *others] if place(rows, min(after(line), len(rows)), line)}
        return Preview(held(rows), self.sections, [line for line in lines if id(line) not in moved], self.more_lines)


def rows_of(items, day, section):
    clock = None
    for item in items:
        if item.day != day:
            continue
        minutes = USUAL if item.minutes is None else item.minutes
        pinned = item.start is not None and item.start != clock
        yield row(
            section=section,
            pin=pin_text(item.start) if pinned else "",
            minutes=minutes,
            kind=item.kind,
            title=item.title,
            lead=item.lead,
            notes=item.notes,
            doubts=" ".join([*item.doubts, *([NO_LENGTH] if item.minutes is None else [])]),
        )
        start = clock if item.start is None else item.start
        clock = None if start is None else start + minutes


def row(**values):
    return {"start": "", "pin": "", "lead": "", "notes": ""} | {name: str(value) for name, value in values.items()}


def after(line):
    """How many rows stand before the line."""
    text = line.get("after", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def place(rows, at, line):
    """Whether the line found its place among the rows."""
    do, text = line.get("do"), line.get("text", "")
    if do == "item":
        rows.insert(at, made_of(text, rows[at - 1] if at else rows[0] if rows else {}))
    elif do == "above" and at > 0:
        add_note(rows[at - 1], text, last=True)
    elif do == "below" and at < len(rows):
        add_note(rows[at], text, last=False)
    else:
        return False
    return True


def made_of(text, neighbour):
    """A row of a line; it takes no time until somebody says how long it is."""
    title, more = cut(text)
    section = neighbour.get("section", "0")
    return row(section=section, minutes=0, kind=kind_of(title), title=title, notes=" ".join(more), doubts=NO_LENGTH)


def add_note(row, text, *, last):
    notes = [note for note in [row.get("notes", "")] if note]
    row["notes"] = "\n".join([*notes, text] if last else [text, *notes])


def held(rows):
    """What follows a row that is left out stays where it was."""
    for before, this in pairwise(rows):
        if before.get("leave") and not this.get("pin") and before.get("section") == this.get("section"):
            this["pin"] = this.get("start", "")
    return rows
