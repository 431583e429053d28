"""An agenda as somebody wrote it, read: items in order, and whatever was not understood."""

from bisect import bisect
from dataclasses import dataclass, field, replace

from workshops.agenda import clock
from workshops.pasting import columns, kinds, timing
from workshops.pasting.assembling import Part, assemble
from workshops.pasting.headings import Heading, dated, heading_of, is_part_of_a_day
from workshops.pasting.people import LONGEST as LONGEST_LEAD
from workshops.pasting.rows import row_of, sight_of
from workshops.pasting.tidy import lines
from workshops.pasting.times import span_at

LARGEST = 200_000  # characters; the agenda of a week is five
MOST = 500  # items
MOST_LINES = 5_000
LONGEST_TITLE = 200
LONG_TITLE = "long_title"


@dataclass(frozen=True)
class Item:
    """A line of the agenda. Start and minutes are None where nothing tells; `doubts` name what was only guessed."""

    start: int | None  # minutes from the midnight of its day, past 1440 for the small hours
    minutes: int | None
    title: str
    lead: str
    notes: str
    kind: str
    doubts: tuple[str, ...]
    day: int | None  # which of the headings it stands under

    @property
    def starts(self):
        return None if self.start is None else clock(self.start)

    @property
    def guessed(self):
        return bool(self.doubts)


@dataclass(frozen=True)
class Unread:
    """A line that was not understood, and how many items stand before it."""

    text: str
    after: int


@dataclass(frozen=True)
class Reading:
    """What was read. `too_much` is "long" or "many", and then nothing else is there."""

    items: tuple[Item, ...] = ()
    unread: tuple[Unread, ...] = ()
    days: tuple[Heading, ...] = ()
    too_much: str = ""


def read(text, start=None):
    """The agenda in `text`. `start`, in minutes, is when the day begins if its times do not say. Never raises."""
    if len(text) > LARGEST:
        return Reading(too_much="long")
    found = lines(text)
    if len(found) > MOST_LINES:
        return Reading(too_much="many")
    return gathered(*sections_of(found), start)


def gathered(sections, unread, start):
    """The reading of all sections. A heading with no items under it is a line like others."""
    untimed = not any(row.span for section in sections for row in section.rows)
    items, days, numbers = [], [], []
    for section in sections:
        part = assemble(section.rows, untimed_text=untimed) if section.rows else Part()
        unread = [*unread, *part.unread, *([section.line] if section.line and not part.found else [])]
        if part.found:
            days += [section.heading] if section.heading else []
            numbers += [one.row.line.number for one in part.found]
            items += items_of(part.found, start, len(days) - 1 if section.heading else None)
    if len(items) > MOST:
        return Reading(too_much="many")
    return Reading(tuple(items), in_place(unread, numbers), tuple(days))


def in_place(unread, numbers):
    """What was not understood, in order, each line after the items that stand above it."""
    return tuple(Unread(text, bisect(numbers, number)) for number, text in sorted(unread))


@dataclass
class Section:
    """The rows under one heading, or before the first."""

    heading: Heading | None = None
    line: tuple[int, str] = ()
    rows: list = field(default_factory=list)


def sections_of(found):
    """The sections, and the lines that only head other lines: heads of tables, and words such as Morning."""
    sight, head, sections, aside = sight_of(found), None, [Section()], []
    for line in found:
        roles = columns.heads(line)
        if roles:
            head = (roles, columns.labels(line))
        if roles is not None or is_part_of_a_day(line.text):
            aside.append((line.number, line.text))
            continue
        heading, rest = day_of(line, sight)
        if heading and not (rest and heading == sections[-1].heading):
            sections.append(Section(heading, (line.number, heading.text)))
        if rest:
            sections[-1].rows.append(row_of(rest, sight, head))
    return sections, aside


def day_of(line, sight):
    """(the day that the line begins, what else it says): all of a line may be a heading, or its first words or cell."""
    if line.bullet or span_at(line.text, four=sight.four):
        return None, line
    first, *others = line.cells
    if others and (heading := heading_of(first)) and not heading.is_loose:
        return heading, replace(line, cells=("", *others))
    date, rest = dated(first)
    if date and span_at(rest, four=sight.four, loose=sight.loose):
        return date, replace(line, cells=(rest, *others))
    heading = heading_of(line.text)
    return heading, None if heading else line


def items_of(found, start, day):
    for one, (begins, minutes) in zip(found, timing.set_times(found, start), strict=True):
        title, more = cut(one.title)
        notes = [*more, *one.notes]
        lead = one.row.lead
        if len(lead) > LONGEST_LEAD:
            lead, notes = "", [lead, *notes]
        doubts = tuple(dict.fromkeys([*one.doubts, *([LONG_TITLE] if more else [])]))
        kind = kinds.kind_of(title, spoken=bool(lead))
        yield Item(begins, minutes, title, lead, "\n".join(notes), kind, doubts, day)


def cut(title):
    """A title as long as its column, and what did not fit."""
    if len(title) <= LONGEST_TITLE:
        return title, []
    short = title[:LONGEST_TITLE].rpartition(" ")[0] or title[:LONGEST_TITLE]
    return short, [title[len(short) :].strip()]
