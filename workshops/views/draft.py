"""The draft agenda as those who run the session see it: timed, summed, with what does not add up."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from workshops.agenda import Slot, breaks, clock, length
from workshops.editions import slots
from workshops.forms.rows import RowForm, shown
from workshops.models import Item, SessionDay

DAY, EIGHT_HOURS = 24 * 60, 8 * 60


@dataclass
class Line:
    """A row of the editor."""

    slot: Slot
    form: RowForm | None  # as somebody typed it, where it could not be saved
    is_first: bool
    is_last: bool
    quiet: bool
    conflict: Any = None  # the item as somebody else saved it meanwhile
    findings: list[Any] = field(default_factory=list)
    facts: Any = None
    is_unled: bool = False

    @property
    def item(self):
        return self.slot.item

    @cached_property
    def boxes(self):
        """What stands in each box: what was typed, else what is saved."""
        return self.form.typed if self.form else self.saved

    @cached_property
    def saved(self):
        return shown(self.item)

    @property
    def errors(self):
        return self.form.errors if self.form else {}

    @property
    def next_day(self):
        return self.slot.start >= DAY

    @property
    def is_odd(self):
        return bool(self.findings or self.errors or self.conflict)


@dataclass
class DayDraft:
    day: SessionDay
    lines: list[Line] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)  # about the day as a whole

    @property
    def minutes(self):
        return sum(line.item.minutes for line in self.lines)

    @property
    def length(self):
        return length(self.minutes)

    @property
    def breaks(self):
        minutes = breaks([line.item for line in self.lines], Item.QUIET)
        return length(minutes) if minutes else ""

    @property
    def ends(self):
        return clock(self.lines[-1].slot.end)

    @property
    def late(self):
        """Minutes by which the agenda runs past the end of the day; negative when it ends before."""
        return self.lines[-1].slot.end - self.day.closes_minute if self.lines else 0

    @property
    def late_length(self):
        return length(abs(self.late))


def draft_of(day: SessionDay, forms: dict[int, RowForm] | None = None, conflict: Any = None) -> DayDraft:
    """The day's lines; `forms` are rows as somebody typed them, `conflict` the item that was saved meanwhile."""
    timed = slots(day)
    return DayDraft(
        day,
        [
            Line(
                slot,
                (forms or {}).get(slot.item.pk),
                is_first=n == 0,
                is_last=n == len(timed) - 1,
                quiet=slot.item.kind in Item.QUIET,
                conflict=conflict if conflict and conflict.pk == slot.item.pk else None,
            )
            for n, slot in enumerate(timed)
        ],
    )
