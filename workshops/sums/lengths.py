"""Whether an item's minutes hold what it is made of: so many together, then so many for each."""

from collections.abc import Iterator
from dataclasses import replace

from workshops.sums.pushing import effect, with_line
from workshops.sums.values import GROUP, PERSON, SPEAKER, TURN, Day, Finding, Line, Remedy, of

FULL_DAY = 24 * 60
REVIEW = 2  # minutes a member for last time's commitments
A_TURN = 30  # the least a turn takes


def lengths(day: Day) -> Iterator[Finding]:
    for line in day.lines:
        yield from composition(line, day)
        yield from set_time(line, day)


def counted(line: Line, day: Day) -> int | None:
    """How many the minutes are for: people as expected, speakers as they are on. None when nobody has said."""
    if line.each_of == GROUP:
        return len(line.groups) or line.each_count
    if line.each_count is not None or line.each_of == TURN:
        return line.each_count
    if line.each_of == SPEAKER:
        return line.speakers or None
    return largest(line, day) if line.each_of == PERSON else None


def largest(line: Line, day: Day) -> int:
    """How many people are expected in its largest circle; altogether, where everyone is in one."""
    return max(map(len, circles(line, day)), default=len(day.expected))


def circles(line: Line, day: Day) -> list[frozenset[int]]:
    """Who sits together while it runs: its groups; in sets without groups of their own, the sets."""
    return [group.people for group in line.groups] or (list(day.sets) if line.is_sets else [])


def total(line: Line, count: int) -> int:
    return line.together + count * line.each_minutes


def composition(line: Line, day: Day) -> Iterator[Finding]:
    """The minutes together and those for each, against the minutes planned."""
    if not line.each_of:
        return
    count = counted(line, day)
    if count is None:
        yield of(line, day, "uncounted", each=line.each_minutes, of=line.each_of)
    elif total(line, count) > line.minutes:
        numbers = made_of(line, count) | {"over": total(line, count) - line.minutes}
        yield of(line, day, "over", *to_fit(line, day, count, line.together, total(line, count)), **numbers)


def made_of(line: Line, count: int) -> dict[str, object]:
    return {
        "together": line.together,
        "count": count,
        "of": line.each_of,
        "each": line.each_minutes,
        "total": total(line, count),
        "planned": line.minutes,
    }


def set_time(line: Line, day: Day) -> Iterator[Finding]:
    """Time in sets has to hold the review of commitments, then the turns."""
    members = largest(line, day)
    if not line.is_sets or not circles(line, day) or line.each_of not in ("", TURN):
        return
    turns, each = (line.each_count, line.each_minutes) if line.each_of else (1, A_TURN)
    if turns is None or (line.each_of and total(line, turns) > line.minutes):
        return  # said already
    before = max(REVIEW * members, line.together)
    needed = before + turns * each
    if needed > line.minutes:
        numbers = {"members": members, "review": REVIEW * members, "before": before, "turns": turns, "each": each}
        numbers |= {"needed": needed, "planned": line.minutes}
        yield of(line, day, "set_short", *to_fit(line, day, turns, before, needed), **numbers)


def to_fit(line: Line, day: Day, count: int, before: int, needed: int) -> Iterator[Remedy | None]:
    """Longer, or less for each, or fewer of them: `before` minutes come first, `needed` would do it all."""
    yield longer(line, day, needed)
    left = line.minutes - before
    if line.each_of and count and left // count >= 1:
        yield Remedy("shorter", line.pk, line.revision, left // count, line.title, before + count * (left // count))
    fewer = left // line.each_minutes if line.each_minutes else 0
    if line.each_of in (GROUP, TURN) and fewer >= 1 and (not line.groups or line.each_of == TURN or line.may_regroup):
        yield Remedy("fewer", line.pk, line.revision, fewer, line.title, before + fewer * line.each_minutes)


def longer(line: Line, day: Day, minutes: int) -> Remedy | None:
    """Make the item so long; what follows starts later, pinned items too where they must."""
    after = with_line(day, replace(line, minutes=minutes)) if minutes <= FULL_DAY else None
    return after and Remedy("longer", line.pk, line.revision, minutes, line.title, effect=effect(day, after))
