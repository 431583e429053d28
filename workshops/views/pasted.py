"""The preview of a pasted agenda as its page shows it: timed, summed, with what is in doubt."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workshops.agenda import Slot, clock, length, pin_text
from workshops.forms.pasted import PastedRow, PreviewForm, Section
from workshops.models import Item

DAY = 24 * 60


@dataclass
class Line:
    """A row of the preview; `slot` is None where it goes nowhere."""

    row: PastedRow
    slot: Slot | None
    opens: str = ""  # when its day does, if nothing comes before it

    @property
    def n(self):
        """Its number on the page, through all sections."""
        return int(self.row.prefix[1:]) + 1

    @property
    def start(self):
        """As the form keeps it, so that a row after one that is left out can stay where it is."""
        return pin_text(self.slot.start) if self.slot else ""

    @property
    def quiet(self):
        return self.row["kind"].value() in Item.QUIET

    @property
    def next_day(self):
        return bool(self.slot) and self.slot.start >= DAY


@dataclass
class Shown:
    """What goes under one heading."""

    section: Section
    lines: list[Line] = field(default_factory=list)
    day: Any = None  # the standing day it goes to

    @property
    def timed(self):
        return [line.slot for line in self.lines if line.slot]

    @property
    def ends(self):
        return clock(self.timed[-1].end) if self.timed else ""

    @property
    def length(self):
        return length(sum(slot.item.minutes for slot in self.timed))

    @property
    def late(self):
        """Minutes by which it runs past the end of its day; negative when it ends before."""
        return self.timed[-1].end - self.day.closes_minute if self.timed and self.day else 0

    @property
    def late_length(self):
        return length(abs(self.late))


@dataclass
class Unplaced:
    """A line that was not understood, and its neighbours."""

    n: int
    text: str
    after: str
    above: str
    below: str


def shown(preview: PreviewForm) -> dict[str, Any]:
    """Sections with their lines, the lines that were not understood, and how many items there are."""
    slots = {id(slot.item.row): slot for where in preview.going for slot in preview.slots(where)}
    opening = dict(openings(preview))
    sections = [
        Shown(
            section,
            [Line(row, slots.get(id(row)), opening.get(id(row), "")) for row in section.rows],
            standing(preview, section.goes_to),
        )
        for section in preview.sections
    ]
    return {
        "sections": sections,
        "lines": list(lines(preview)),
        "n": len(slots),
        "doubted": sum(bool(line.row.doubted) for each in sections for line in each.lines if line.slot),
        "there": sum(len(day.items.all()) for day in preview.days.values()),
    }


def openings(preview):
    """The first row of each standing day that nothing comes before, and when the day opens."""
    for where in preview.going:
        day = standing(preview, where)
        if day and preview.free_from(where) == day.opens_minute:
            yield id(preview.kept(where)[0]), clock(day.opens_minute)


def standing(preview, where):
    return None if where is None or isinstance(where, date) else preview.days[where]


def lines(preview):
    titles = [row.get("title", "") for row in preview.preview.rows]
    for n, line in enumerate(preview.preview.lines):
        at = int(line["after"]) if line.get("after", "").isdecimal() else 0
        above = titles[at - 1] if 0 < at <= len(titles) else ""
        yield Unplaced(n, line.get("text", ""), str(at), above, titles[at] if at < len(titles) else "")
