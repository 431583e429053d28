"""Days as values, for the tests of the sums."""

from itertools import count

from tests.workshops.test_agenda import REAL_DAY, TEN
from workshops.sums import Day, Group, Line, Room, findings

HALF_PAST_FOUR = 16 * 60 + 30
GARDEN = Room(1, "Garden Room", seats=40)
LIBRARY = Room(2, "Library", seats=8)
TACK = Room(3, "Tack Room", seats=8, step_free=False)
numbers = count(1)


def line(title="Work", minutes=30, pinned_minute=None, **fields):
    return Line(next(numbers), title, minutes, pinned_minute, **fields)


def day(*lines, people=24, **fields):
    fields = {"opens": TEN, "closes": HALF_PAST_FOUR, "room": GARDEN, "expected": frozenset(range(people))} | fields
    return Day(1, lines=lines, **fields)


def real(**of_scenario_work):
    """The fourteen items of the real day, lunch pinned to 12:45, its scenario work with the fields given."""
    return [
        line(
            title,
            minutes,
            TEN + 165 if kind == "meal" else None,
            is_quiet=kind in ("break", "meal"),
            is_sets=kind == "sets",
            **(of_scenario_work if title == "Scenario work" else {}),
        )
        for title, minutes, kind in REAL_DAY
    ]


def groups(*sizes, room=None):
    """Parallel groups of so many different people each."""
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    return tuple(
        Group(f"Group {n}", frozenset(range(start, start + size)), room)
        for n, (start, size) in enumerate(zip(starts, sizes, strict=True), 1)
    )


def kinds(found):
    return [finding.kind for finding in findings(found)]


def only(kind, found):
    [finding] = [finding for finding in findings(found) if finding.kind == kind]
    return finding


def remedy(kind, finding):
    [found] = [way for way in finding.remedies if way.kind == kind]
    return found
