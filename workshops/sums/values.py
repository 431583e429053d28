"""What the sums are worked out from, and what comes of them; workshops.checking reads them from the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from workshops.agenda import Slot, starts, timetable

GROUP, PERSON, SPEAKER, TURN = "group", "person", "speaker", "turn"


@dataclass(frozen=True)
class Room:
    pk: int
    name: str
    seats: int | None = None
    step_free: bool = True


@dataclass(frozen=True)
class Group:
    """A parallel group; `people` are those of its people who are expected."""

    name: str
    people: frozenset[int] = frozenset()
    room: Room | None = None
    is_led: bool = False


@dataclass(frozen=True)
class Line:
    """An item as far as it counts: its length, its place on the clock, what it is made of, who and where."""

    pk: int
    title: str
    minutes: int
    pinned_minute: int | None = None
    revision: int = 1
    is_quiet: bool = False  # a break or a meal
    is_sets: bool = False
    is_led: bool = True
    room: Room | None = None  # None is the day's room
    groups: tuple[Group, ...] = ()
    may_regroup: bool = False  # whether its groups can be made anew in another number
    speakers: int = 0
    together: int = 0
    each_minutes: int = 0
    each_of: str = ""
    each_count: int | None = None


@dataclass(frozen=True)
class Day:
    """A day of the draft; people are numbers. `needing` told of access needs: empty for a viewer who may not know."""

    pk: int
    opens: int
    closes: int
    lines: tuple[Line, ...] = ()
    expected: frozenset[int] = frozenset()
    needing: frozenset[int] = frozenset()
    sets: tuple[frozenset[int], ...] = ()  # of each set those who are expected
    room: Room | None = None
    is_online: bool = False
    clock_change: tuple[int, int] | None = None  # minute from midnight, minutes by which the wall clock jumps

    @cached_property
    def slots(self) -> list[Slot]:
        return list(timetable(self.lines, self.opens))

    @cached_property
    def starts(self) -> list[int]:
        return starts(self.lines, self.opens)

    @cached_property
    def places(self) -> dict[int, int]:
        """Where in the day each line is, by its id."""
        return {line.pk: n for n, line in enumerate(self.lines)}

    @property
    def end(self) -> int:
        """When the last item ends, in minutes from midnight."""
        return self.starts[-1] + self.lines[-1].minutes if self.lines else self.opens


@dataclass(frozen=True)
class Effect:
    """What a remedy does to the rest of the day: how much later all that follows starts, pins moved, the new end."""

    later: int
    moved: tuple[tuple[str, str], ...]  # title and new time of each pinned item that moves
    ends: str
    shift: int  # minutes by which the day ends later


@dataclass(frozen=True)
class Remedy:
    """One press. `value` is what it sets, of the item (or day) `target` as it stood at `revision`."""

    kind: str
    target: int
    revision: int
    value: int = 0
    title: str = ""
    total: int = 0  # minutes that the item then takes, of remedies that leave the rest of the day alone
    effect: Effect | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up; `kind` chooses the words in the template, `numbers` fill them."""

    kind: str
    day: int | None = None
    item: int | None = None
    title: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()


def of(line: Line, day: Day, kind: str, *remedies: Remedy | None, **numbers: Any) -> Finding:
    """A finding about a line, with the remedies that there are."""
    return Finding(kind, day.pk, line.pk, line.title, numbers, tuple(remedy for remedy in remedies if remedy))
