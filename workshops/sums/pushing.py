"""What a change of one line does to those after it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workshops.agenda import clock
from workshops.sums.values import Day, Effect, Line

LATEST = 2 * 24 * 60  # the last minute to which an item can be pinned
REST = 15  # minutes of a break that is put in
NEW = 0  # the id of a line that is not there yet


def late_pins(lines: Sequence[Any], opens: int, first: int = 0) -> dict[int, int]:
    """New pins, by id, for those from place `first` on that are reached late; each moves as far as it must."""
    now, moved = opens, {}
    for n, line in enumerate(lines):
        if line.pinned_minute is not None:
            if n >= first and line.pinned_minute < now:
                moved[line.pk] = now
            else:
                now = line.pinned_minute
        now += line.minutes
    return moved


def pushed(day: Day, first: int = 0) -> Day | None:
    """The day with its late pins moved from place `first` on; None when one would leave the two days there are."""
    pins = late_pins(day.lines, day.opens, first)
    if any(pin > LATEST for pin in pins.values()):
        return None
    lines = list(day.lines)
    for pk, pin in pins.items():
        lines[day.places[pk]] = replace(lines[day.places[pk]], pinned_minute=pin)
    return replace(day, lines=tuple(lines))


def with_line(day: Day, line: Line, push: bool = True) -> Day | None:
    """The day with `line` in place of the one it was, and what follows pushed if need be."""
    place = day.places[line.pk]
    changed = replace(day, lines=(*day.lines[:place], line, *day.lines[place + 1 :]))
    return pushed(changed, place + 1) if push else changed


def with_break(day: Day, before: int) -> Day | None:
    """The day with a break before the line at place `before`, and what follows pushed if need be."""
    rest = Line(NEW, "", REST, is_quiet=True)
    return pushed(replace(day, lines=(*day.lines[:before], rest, *day.lines[before:])), before)


def effect(before: Day, after: Day) -> Effect:
    """What differs between a day and the same day after a remedy."""
    kept = [(line, start) for line, start in zip(after.lines, after.starts, strict=True) if line.pk != NEW]
    shifts = [start - old for (_line, start), old in zip(kept, before.starts, strict=True)]
    moved = tuple(
        (line.title, clock(start))
        for (line, start), old in zip(kept, before.lines, strict=True)
        if line.pinned_minute != old.pinned_minute and line.pinned_minute is not None
    )
    shift = after.end - before.end
    unmoved = next((n for n, by in enumerate(shifts) if by), len(shifts))
    later = shift if set(shifts[unmoved:]) == {shift} else 0
    return Effect(later, moved, clock(after.end), shift)
