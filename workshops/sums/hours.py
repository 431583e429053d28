"""Whether a day holds together on the clock: pins, its end, midnight, a night in which the clocks change, breaks."""

from collections.abc import Iterator
from dataclasses import replace

from workshops.agenda import Slot, clock
from workshops.sums.lengths import FULL_DAY, longer
from workshops.sums.pushing import REST, effect, pushed, with_break, with_line
from workshops.sums.values import Day, Finding, Remedy, of

TWO_HOURS = 120
A_BREATH = 10  # minutes of nothing before a pinned item that do for a break
SMALL_HOURS, EIGHT_HOURS = 6 * 60, 8 * 60  # a pin before six that is reached so late is meant for the night after
SHORTEST = 5  # minutes below which an item is not cut


def hours(day: Day) -> Iterator[Finding]:
    yield from pins(day)
    yield from unbroken(day)
    yield from ending(day)


def pins(day: Day) -> Iterator[Finding]:
    """Pinned items that are reached early or late, or that contradict an earlier pin."""
    last = None
    for n, slot in enumerate(day.slots):
        before = day.slots[n - 1] if n else None
        if slot.gap:
            ways = [fill(day, before, slot.gap), unpin(day, slot)]
            yield of(slot.item, day, "gap", *ways, minutes=slot.gap, at=slot.starts)
        if slot.overlap:
            ways = [small_hours(day, slot), push(day, n), before and cut(day, before, slot.overlap), unpin(day, slot)]
            yield of(slot.item, day, lateness(slot, before, last), *ways, **told(day, slot, last))
        last = slot if slot.item.pinned_minute is not None else last


def lateness(slot: Slot, before: Slot | None, last: Slot | None) -> str:
    """What kind of pin reached late it is; `last` is the pinned item before it."""
    if before is None:
        return "before_opening"
    return "contradiction" if last and slot.start < last.start else "pushed"


def told(day: Day, slot: Slot, last: Slot | None) -> dict[str, object]:
    earlier = {"other": last.item.title, "other_at": last.starts} if last else {}
    return {"minutes": slot.overlap, "at": slot.starts, "opens": clock(day.opens)} | earlier


def fill(day: Day, before: Slot | None, gap: int) -> Remedy | None:
    """Lengthen the item before the gap."""
    if before is None or before.item.minutes + gap > FULL_DAY:
        return None
    return longer(before.item, day, before.item.minutes + gap)


def cut(day: Day, before: Slot, over: int) -> Remedy | None:
    """Shorten the item before the pin."""
    line, minutes = before.item, before.item.minutes - over
    if minutes < SHORTEST:
        return None
    after = with_line(day, replace(line, minutes=minutes), push=False)
    return Remedy("cut", line.pk, line.revision, minutes, line.title, effect=effect(day, after))


def small_hours(day: Day, slot: Slot) -> Remedy | None:
    """The same hour of the next day, which a pin so early is likely meant for."""
    if slot.start >= SMALL_HOURS or not EIGHT_HOURS <= slot.overlap <= FULL_DAY:
        return None
    line = slot.item
    after = with_line(day, replace(line, pinned_minute=slot.start + FULL_DAY), push=False)
    return Remedy("tomorrow", line.pk, line.revision, slot.start, line.title, effect=effect(day, after))


def unpin(day: Day, slot: Slot) -> Remedy:
    line = slot.item
    after = with_line(day, replace(line, pinned_minute=None), push=False)
    starts = after.starts[day.places[line.pk]]
    return Remedy("unpin", line.pk, line.revision, starts, line.title, effect=effect(day, after))


def push(day: Day, place: int) -> Remedy | None:
    """Move this pin and later ones to when they are reached."""
    after, line = pushed(day, place), day.lines[place]
    return after and Remedy(
        "push", line.pk, line.revision, after.lines[place].pinned_minute, line.title, effect=effect(day, after)
    )


def unbroken(day: Day) -> Iterator[Finding]:
    """Each stretch of more than two hours without a break, at the item that makes it so."""
    for stretch in stretches(day):
        minutes, crossing = 0, None
        for place, slot in stretch:
            minutes += slot.item.minutes
            crossing = (place, slot) if crossing is None and minutes > TWO_HOURS else crossing
        if crossing:
            place, slot = crossing
            alone = slot.item.minutes > TWO_HOURS
            way = None if alone else add_break(day, place)
            numbers = {"minutes": minutes, "since": stretch[0][1].starts, "until": stretch[-1][1].ends, "alone": alone}
            yield of(slot.item, day, "no_break", way, **numbers)


def stretches(day: Day) -> list[list[tuple[int, Slot]]]:
    """Runs of items between breaks, each item with its place."""
    runs: list[list[tuple[int, Slot]]] = [[]]
    for place, slot in enumerate(day.slots):
        if slot.gap >= A_BREATH or (slot.item.is_quiet and slot.item.minutes):
            runs.append([])
        if not slot.item.is_quiet:
            runs[-1].append((place, slot))
    return [run for run in runs if run]


def add_break(day: Day, place: int) -> Remedy | None:
    after, line = with_break(day, place), day.lines[place]
    return after and Remedy("break", line.pk, line.revision, REST, line.title, effect=effect(day, after))


def ending(day: Day) -> Iterator[Finding]:
    """A day that runs past its end or past midnight, or through a change of the clocks."""
    if day.end > FULL_DAY:
        yield Finding("midnight", day.pk, numbers={"ends": clock(day.end), "closes": clock(day.closes)})
    elif day.end > day.closes:
        # A day cannot end at midnight or later: its end is a time of its own date.
        way = Remedy("close", day.pk, day.closes, day.end) if day.end < FULL_DAY else None
        numbers = {"minutes": day.end - day.closes, "ends": clock(day.end), "closes": clock(day.closes)}
        yield Finding("late", day.pk, numbers=numbers, remedies=(way,) if way else ())
    if day.clock_change:
        minute, jump = day.clock_change
        yield Finding("clocks", day.pk, numbers={"at": clock(minute), "jump": jump, "minutes": abs(jump)})
