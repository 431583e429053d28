"""Whose turn it is to present: fairly over the whole programme. No database, no clock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date


def in_turn(joined: Mapping[int, date], had: Iterable[tuple[int, date]]) -> list[int]:
    """The members of `joined` (since when each sits there), first whoever presented least, then longest ago.

    A newcomer starts level with whoever had presented least by then, and as if they had presented on that day: nobody
    owes the set the turns of a time when they were not there. A turn that was missed was not had: whoever missed it
    stays where they were, first. Turns of those who left do not count.
    """
    turns: dict[int, list[date]] = defaultdict(list)
    for member, on in had:
        turns[member].append(on)
    start = levels(joined, turns)
    last = {one: max([joined[one], *turns[one]]) for one in joined}
    return sorted(joined, key=lambda one: (presented(one, date.max, start, joined, turns), last[one]))


def levels(joined: Mapping[int, date], turns: Mapping[int, list[date]]) -> dict[int, int]:
    """With how many turns each started: the fewest of those who were there before, or one's own of an earlier time."""
    start: dict[int, int] = {}
    for one, since in sorted(joined.items(), key=lambda pair: pair[1]):
        others = [presented(other, since, start, joined, turns) for other in start if joined[other] < since]
        start[one] = max(min(others, default=0), sum(on < since for on in turns[one]))
    return start


def presented(
    one: int, until: date, start: Mapping[int, int], joined: Mapping[int, date], turns: Mapping[int, list[date]]
) -> int:
    """How often before `until`, counted from where they started."""
    return start[one] + sum(joined[one] <= on < until for on in turns[one])
