"""One line as what it may be: when, how long, what, who, and the rest."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from workshops.pasting import lengths, people
from workshops.pasting.tidy import WORD
from workshops.pasting.times import Span, clock_at, span_at

AROUND = " \t*_|:;,.-‐‑‒–—―−>/"
OPENING = " ([*_"
CLOSING = ")]"
ABOUT = re.compile(r"(?:(?:at|from|about|around|approx\.?|circa|ca?\.)\s|~\s?)?", re.IGNORECASE)
TAIL = 40  # characters from the end of a line in which a time may stand last


@dataclass(frozen=True)
class Sight:
    """What the whole text tells of how its times are written."""

    four: bool = False  # 2030 is half past eight, because 0930 stands elsewhere
    loose: bool = False  # 9-10 is an hour, because there are clear times elsewhere
    last: bool = False  # times stand at the ends of the lines, because none stands first


@dataclass
class Row:
    line: Any
    span: Span | None = None
    minutes: int | None = None
    title: str = ""
    lead: str = ""
    lead_guessed: bool = False
    notes: list = field(default_factory=list)

    @property
    def text(self):
        return self.line.text

    @property
    def is_bare(self):
        """A time, or times, and nothing else."""
        return self.span is not None and not self.title


def row_of(line, sight, head=None):
    """The line read; `head` are the roles and labels of the columns it stands under."""
    row = tabled(line, sight, head) if len(line.cells) > 1 else plain(line, sight)
    return titled(row)


def titled(row):
    """With length and lead taken out of the title, where they stand in it."""
    first, *more = row.title.split("\v")
    row.notes[:0] = [part.strip() for part in more if WORD.search(part)]
    title = first.strip(AROUND)
    if row.minutes is None:
        row.minutes, title = lengths.taken_out(title)
        if row.span and row.minutes is None and (only := lengths.whole(title)) is not None:
            row.minutes, title = only, ""
    if not row.lead:
        row.lead, title, row.lead_guessed = people.taken_out(title.strip(AROUND))
    if row.minutes is None:
        row.minutes, title = lengths.taken_out(title)
    row.title = " ".join(title.strip(AROUND).split()) if WORD.search(title) else ""
    if not row.title and (row.lead or row.notes) and row.span:
        row.title, row.lead, row.notes = row.lead or row.notes[0], "", row.notes[0 if row.lead else 1 :]
    return row


def plain(line, sight):
    """A line that is no table: the time first, or last."""
    text = line.cells[0]
    start = len(text) - len(text.lstrip(OPENING))
    start = ABOUT.match(text, start).end()
    span = span_at(text, start, four=sight.four, loose=sight.loose)
    if span:
        return Row(line, span, title=text[span.stop :].lstrip(CLOSING + AROUND))
    found = at_the_end(text, sight) or in_the_middle(text, sight) if sight.last else None
    return Row(line, found[0], title=found[1]) if found else Row(line, title=text)


def spans_in(text, start, stop, sight):
    """(where it begins, the time) for each time in a part of the text that could begin a word."""
    for at in range(max(1, start), min(stop, len(text))):
        if text[at].isalnum() and not (text[at - 1].isalnum() or text[at - 1] in ".:"):
            span = span_at(text, at, four=sight.four)
            if span:
                yield at, span


def at_the_end(text, sight):
    """(the time that ends the line, the words before it)."""
    for at, span in spans_in(text, len(text) - TAIL, len(text), sight):
        if not text[span.stop :].strip(AROUND + CLOSING):
            return span, text[:at].rstrip(AROUND + OPENING)
    return None


def in_the_middle(text, sight):
    """(a start with a finish, the words around it): Session 2 (10:00-11:00): Listening."""
    for at, span in spans_in(text, 1, 2 * TAIL, sight):
        if span.finish:
            before, after = text[:at].rstrip(AROUND + OPENING), text[span.stop :].lstrip(AROUND + CLOSING)
            return span, f"{before}: {after}"
    return None


def tabled(line, sight, head):
    row = Row(line)
    roles, names = head or ((), ())
    for n, cell in enumerate(line.cells):
        if WORD.search(cell):
            place(row, n, cell, sight, roles[n] if n < len(roles) else "", names[n] if n < len(names) else "")
    return row


def place(row, n, cell, sight, role, name):
    """Put one cell where it belongs: where its column says, or what it looks like."""
    if (role == "number" or (n == 0 and not role)) and len(cell) < 4 and cell.strip("#.)").isdecimal():
        return
    if role in {"", "start", "finish"} and timed(row, cell, sight):
        return
    if role in {"", "length"} and row.minutes is None and (minutes := lengths.whole(cell, plain=True)) is not None:
        row.minutes = minutes
    elif role == "title" or not (role or row.title):
        put_title(row, cell, sight, role)
    elif (role == "lead" or (not role and people.is_somebody(cell))) and not row.lead and len(cell) <= people.LONGEST:
        row.lead = " ".join(cell.split())
    else:
        label = f"{name}: " if role not in {"", "notes"} else ""
        row.notes.append(label + "\n".join(part.strip() for part in cell.split("\v")))


def put_title(row, cell, sight, role):
    """A title; without columns of its own the time may stand in the same cell."""
    inside = plain(replace(row.line, cells=(cell,)), sight) if not (role or row.span) else None
    if inside and inside.span:
        row.span, cell = inside.span, inside.title
    if row.title:
        row.notes.append(row.title)
    row.title = cell


def timed(row, cell, sight):
    """Whether the cell is a start, a finish, or both, and the row has it now."""
    text = cell.strip(" ()[]")
    span = span_at(text, four=sight.four, loose=True)
    if not span or text[span.stop :].strip(AROUND):
        return False
    if row.span is None:
        row.span = span
    elif row.span.finish is None and span.finish is None:
        row.span = replace(row.span, finish=span.start)
    else:
        return False
    return True


def sight_of(lines):
    """How times are written in these lines."""
    begins = [cell.lstrip(OPENING) for line in lines for cell in line.cells[:2]]
    four = any(cell[:4].isdecimal() and clock_at(cell, 0, four=False) for cell in begins)
    first = any(span_at(cell, four=four) for cell in begins)
    return Sight(four=four, loose=first, last=not first)
