"""Whether everyone has a room and every room holds its people, and whether somebody leads each item."""

from collections import Counter
from collections.abc import Iterator

from workshops.sums.values import Day, Finding, Group, Line, Room, of


def places(day: Day) -> Iterator[Finding]:
    yield from missing(day)
    yield from whole_room(day)
    for line in day.lines:
        yield from rooms_of(line, day)
    yield from clashes(day)


def missing(day: Day) -> Iterator[Finding]:
    """Items that nobody leads; items, or the whole day, without a room. One finding for all of them."""
    active = [line for line in day.lines if line.minutes and not line.is_quiet]
    unled = [line for line in active if not is_led(line)]
    if unled:
        yield Finding("no_lead", day.pk, numbers={"lines": [(line.pk, line.title) for line in unled]})
    roomless = [line for line in active if not has_room(line, day)]
    if roomless:
        numbers = {"lines": [(line.pk, line.title) for line in roomless]}
        yield Finding("no_room", day.pk, numbers=numbers)


def is_led(line: Line) -> bool:
    """Sets look after themselves; parallel groups are led when each of them is."""
    led = line.is_led or line.is_sets or line.speakers
    return bool(led or (line.groups and all(group.is_led for group in line.groups)))


def has_room(line: Line, day: Day) -> bool:
    if line.room or day.room or day.is_online:
        return True
    return bool(line.groups) and all(group.room for group in line.groups)


def whole_room(day: Day) -> Iterator[Finding]:
    """The day's own room, for everyone."""
    if day.room and day.lines:
        yield from unfit(day.room, day.expected, day, None)


def rooms_of(line: Line, day: Day) -> Iterator[Finding]:
    """An item's own room; or its groups', and whoever is expected and in none of them."""
    if not line.groups:
        if line.room and line.room != day.room:
            yield from unfit(line.room, day.expected, day, line)
        return
    given = Counter(group.room for group in line.groups if group.room)
    for room in (room for room, times in given.items() if times > 1):
        names = [group.name for group in line.groups if group.room == room]
        yield of(line, day, "room_twice", room=room.name, groups=names)
    for group in line.groups:
        yield from unfit(group.room or line.room, group.people, day, line, group)
    yield from ungrouped(line, day)


def unfit(
    room: Room | None, people: frozenset[int], day: Day, line: Line | None, group: Group | None = None
) -> Iterator[Finding]:
    """A room too small for the people, or with steps for somebody who told of access needs (naming nobody)."""
    if room is None:
        return
    about = {"room": room.name, "group": group.name if group else ""}
    where = {"day": day.pk, "item": line.pk if line else None, "title": line.title if line else ""}
    if room.seats is not None and len(people) > room.seats:
        yield Finding("too_small", **where, numbers=about | {"people": len(people), "seats": room.seats})
    if not room.step_free and people & day.needing:
        yield Finding("steps", **where, numbers=about)


def ungrouped(line: Line, day: Day) -> Iterator[Finding]:
    """People expected who are in none of the groups."""
    left = day.expected.difference(*(group.people for group in line.groups))
    if left:
        yield of(line, day, "ungrouped", count=len(left))


def clashes(day: Day) -> Iterator[Finding]:
    """A room given to two items that overlap in time; sharing the main room by running late is said elsewhere."""
    running = sorted((slot for slot in day.slots if slot.item.minutes), key=lambda slot: slot.start)
    for n, slot in enumerate(running):
        for other in running[n + 1 :]:
            if other.start >= slot.end:
                break
            for room in sorted(named(slot.item) & named(other.item), key=lambda room: room.pk):
                yield of(other.item, day, "room_clash", room=room.name, other=slot.item.title, at=other.starts)


def named(line: Line) -> set[Room]:
    """The rooms an item names for itself or its groups."""
    return {room for room in (line.room, *(group.room for group in line.groups)) if room}
