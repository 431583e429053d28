"""Whose turn it is to present: fairly over the whole programme. No database, no clock."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date


def in_turn(members: Sequence[int], had: Iterable[tuple[int, date]]) -> list[int]:
    """`members` (ids), first whoever presented least, of those whoever's last time is longest ago, then as they sit.

    A turn that was missed was not had: whoever missed it stays where they were, first. Turns of those who left do not
    count.
    """
    counted: Counter[int] = Counter()
    last: dict[int, date] = {}
    for member, on in had:
        counted[member] += 1
        last[member] = max(on, last.get(member, on))
    return sorted(members, key=lambda one: (counted[one], last.get(one, date.min)))
