"""An agenda as somebody wrote it, read: items in order, and whatever was not understood."""

from dataclasses import dataclass

from workshops.agenda import clock
from workshops.pasting import columns, kinds, timing
from workshops.pasting.assembling import assemble
from workshops.pasting.headings import Heading, heading_of, is_part_of_a_day
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
    sections, loose = sections_of(found)
    items, unread, days = [], [], []
    for heading, rows in sections:
        part = assemble(rows) if rows else None
        if part is None or not part.found:
            unread += [(len(items), line) for line in left(heading, part)]
            continue
        day = len(days) if heading else None
        days += [heading] if heading else []
        unread += [(len(items) + after, line) for after, line in part.unread]
        items += items_of(part.found, start, day)
    if len(items) > MOST:
        return Reading(too_much="many")
    return Reading(tuple(items), tuple(in_place(unread, loose, items)), tuple(days))


def left(heading, part):
    """A heading with no items under it, and its lines."""
    yield from [heading.text] if heading else []
    yield from (line for _after, line in part.unread) if part else []


def in_place(unread, loose, items):
    """All that was not understood, by its place; heads of tables come first."""
    both = [*((0, text) for text in loose), *unread]
    return [Unread(text, min(after, len(items))) for after, text in sorted(both, key=lambda one: one[0])]


def sections_of(found):
    """Rows by day: [(heading or None, rows)], and the lines that only head other lines."""
    sight, head = sight_of(found), None
    sections, loose = [(None, [])], []
    for line in found:
        roles = columns.heads(line)
        if roles is not None:
            head = (roles, columns.labels(line)) if roles else head
            loose.append(line.text)
        elif is_part_of_a_day(line.text):
            loose.append(line.text)
        elif heading := day_heading(line, sight):
            sections.append((heading, []))
        else:
            sections[-1][1].append(row_of(line, sight, head))
    return sections, loose


def day_heading(line, sight):
    if line.bullet or span_at(line.text, four=sight.four):
        return None
    return heading_of(line.text)


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
