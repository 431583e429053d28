"""Rows to items: which line begins one, which belongs to the one before it, which is neither."""

from collections import deque
from dataclasses import dataclass, field

from workshops.pasting.kinds import is_closing, pause
from workshops.pasting.people import LONGEST as LONGEST_LEAD
from workshops.pasting.people import is_somebody
from workshops.pasting.rows import Row

MATCHED = "matched"  # times and titles stood apart and were matched in order
NO_TIMES = "no_times"  # nothing told when
LEAD = "lead"  # what looks like a name was taken for who leads
LONGEST_LIST = 60  # lines that a list without times and lengths may have
LONGEST_LINE = 120


@dataclass
class Found:
    """An item in the making, from the row that began it."""

    row: Row
    title: str
    notes: list = field(default_factory=list)
    doubts: list = field(default_factory=list)

    @classmethod
    def of(cls, row, *doubts):
        lead = [LEAD] if row.lead_guessed else []
        return cls(row, row.title, list(row.notes), [*doubts, *lead])

    def lead_by(self, name):
        self.row.lead = name
        self.doubts.append(LEAD)


@dataclass
class Part:
    """What one day's lines became. `unread` are (number, text) of lines that are no part of an item."""

    found: list = field(default_factory=list)
    unread: list = field(default_factory=list)
    is_over: bool = False  # what stands apart from a closing item, below it, is a signature or the like

    def leave(self, row):
        self.unread.append((row.line.number, row.text))

    def note(self, row):
        """Put the line into the notes of the item before it; nothing before it, or the day is over: left."""
        self.is_over = bool(self.found and is_closing(self.found[-1].title) and (row.line.apart or self.is_over))
        if self.is_over or not self.found:
            self.leave(row)
        elif is_lead(self.found[-1], row):
            self.found[-1].lead_by(row.text)
        else:
            self.found[-1].notes.append(row.text)


def is_lead(found, row):
    """Whether the first line under an item is the name of somebody."""
    unled = not (found.row.lead or found.notes or row.line.bullet)
    return unled and len(row.text) <= LONGEST_LEAD and is_somebody(row.text)


def assemble(rows, *, untimed_text):
    """The Part of one day. Only where the whole text has no times may lines without any be a list of items."""
    timed = [row for row in rows if row.span]
    if timed:
        inner = any(not row.line.bullet for row in timed)
        rows = [untimed(row) if inner and row.line.bullet else row for row in rows]
        return titles_first(rows) if is_titles_first(rows) else by_times(rows)
    if any(row.minutes is not None and row.title for row in rows):
        return by_lengths(rows)
    return as_list(rows) if untimed_text else left(rows)


def left(rows):
    part = Part()
    for row in rows:
        part.leave(row)
    return part


def untimed(row):
    """A point under an item that only mentions a time."""
    return Row(row.line, title=row.text) if row.span else row


def by_times(rows):
    """Each time begins an item. Times without titles wait for the lines that follow them."""
    part, waiting, lines = Part(), [], []
    for row in rows:
        if row.span and waiting and lines:
            match(part, waiting, lines)
            waiting, lines = [], []
        if row.is_bare:
            waiting.append(row)
        elif row.span:
            match(part, waiting, [])
            waiting = []
            part.found.append(Found.of(row))
        elif waiting:
            lines.append(row)
        elif row.minutes is not None and row.title and not row.line.bullet:
            part.found.append(Found.of(row))
        else:
            part.note(row)
    match(part, waiting, lines)
    return part


def match(part, times, lines):
    """Give each time, in order, the next line that is no point under another one."""
    pointed = any(not row.line.bullet for row in lines)
    left = deque(times)
    for row in lines:
        if left and not (pointed and row.line.bullet):
            part.found.append(joined(left.popleft(), row, len(times) > 1))
        else:
            part.note(row)
    for time in left:
        part.leave(time)


def joined(time, title, guessed):
    """One item of a time and the line that names it."""
    minutes = title.minutes if time.minutes is None else time.minutes
    whole = Row(time.line, time.span, minutes, title.title or title.text, title.lead, title.lead_guessed, title.notes)
    return Found.of(whole, *([MATCHED] if guessed else []))


def is_titles_first(rows):
    """Whether every title stands before its time, on a line of its own."""
    first, last = rows[0], rows[-1]
    return last.is_bare and not first.span and not any(row.span and row.title for row in rows)


def titles_first(rows):
    """Lines, then the time or times of the last of them."""
    part, lines, times = Part(), [], []
    for row in rows:
        if not row.span and times:
            match_back(part, lines, times)
            lines, times = [], []
        (times if row.span else lines).append(row)
    match_back(part, lines, times)
    return part


def match_back(part, lines, times):
    """Match times with as many of the lines before them, from the last."""
    kept = max(0, len(lines) - len(times))
    for row in lines[:kept]:
        part.note(row) if part.found and len(times) > 1 else part.leave(row)
    for time, title in zip(times, lines[kept:], strict=False):
        part.found.append(joined(time, title, True))
    for time in times[len(lines) - kept :]:
        part.leave(time)


def by_lengths(rows):
    """No times: what has a length is an item, and so is a break or a numbered line."""
    part = Part()
    numbered = any(row.line.numbered and row.minutes is not None for row in rows)
    for row in rows:
        by_itself = not row.line.bullet and (pause(row.title.casefold().split()) or is_closing(row.title))
        if row.title and (row.minutes is not None or by_itself or (numbered and row.line.numbered)):
            part.found.append(Found.of(row))
        else:
            part.note(row)
    return part


def as_list(rows):
    """Neither times nor lengths: numbered or short lines may still be what happens, in this order."""
    part = Part()
    numbered = any(row.line.numbered for row in rows)
    pointed = not numbered and any(row.line.bullet for row in rows)
    short = len(rows) <= LONGEST_LIST and all(len(row.text) <= LONGEST_LINE for row in rows)
    for row in rows:
        begins = row.line.numbered if numbered else row.line.bullet if pointed else short
        if begins and row.title and short:
            part.found.append(Found.of(row, NO_TIMES))
        else:
            part.note(row)
    return part
