"""What a change of one line does to those after it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workshops.agenda import clock
from workshops.sums.values import Day, Effect, Line

LATEST = 2 * 24 * 60  # the last minute to which an item can be pinned
REST = 15  # minutes of a break that is put in


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
    lines = (replace(line, pinned_minute=pins.get(line.pk, line.pinned_minute)) for line in day.lines)
    return replace(day, lines=tuple(lines))


def with_line(day: Day, line: Line, push: bool = True) -> Day | None:
    """The day with `line` in place of the one it was, and what follows pushed if need be."""
    place = next(n for n, old in enumerate(day.lines) if old.pk == line.pk)
    changed = replace(day, lines=(*day.lines[:place], line, *day.lines[place + 1 :]))
    return pushed(changed, place + 1) if push else changed


def with_break(day: Day, before: int) -> Day | None:
    """The day with a break before the line at place `before`, and what follows pushed if need be."""
    rest = Line(0, "", REST, is_quiet=True)
    return pushed(replace(day, lines=(*day.lines[:before], rest, *day.lines[before:])), before)


def effect(before: Day, after: Day) -> Effect:
    """What differs between two versions of a day."""
    old = {slot.item.pk: slot for slot in before.slots}
    shifts = [slot.start - old[slot.item.pk].start for slot in after.slots if slot.item.pk in old]
    moved = [
        (slot.item.title, slot.starts)
        for slot in after.slots
        if slot.item.pk in old
        and None not in (slot.item.pinned_minute, old[slot.item.pk].item.pinned_minute)
        and slot.item.pinned_minute != old[slot.item.pk].item.pinned_minute
    ]
    shift = after.end - before.end
    unmoved = next((n for n, by in enumerate(shifts) if by), len(shifts))
    later = shift if shifts[unmoved:] and set(shifts[unmoved:]) == {shift} else 0
    return Effect(later, tuple(moved), clock(after.end), shift)
