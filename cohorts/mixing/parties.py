"""Hard wishes, made into parties that sit together and pairs of parties that must not."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from cohorts.mixing.values import Contradiction, Kind, Why, Wish


def parties(keys: Sequence[Any], wishes: Iterable[Wish]) -> list[tuple[Any, ...]]:
    """`keys` by who must sit together: most of them are parties of one."""
    linked, found, seen = links(wishes), [], set()
    for key in keys:
        if key not in seen:
            party = reached(linked, key)
            seen.update(party)
            found.append(tuple(party))
    return found


def links(wishes: Iterable[Wish]) -> dict[Any, list[Wish]]:
    """The wishes to be together, by whom they name."""
    linked = defaultdict(list)
    for wish in wishes:
        if wish.kind == Kind.TOGETHER:
            linked[wish.one].append(wish)
            linked[wish.other].append(wish)
    return linked


def reached(linked: dict[Any, list[Wish]], start: Hashable) -> dict[Any, Wish | None]:
    """Everybody in the party of `start`, each with the wish that led there."""
    led: dict[Any, Wish | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for wish in linked.get(here, ()):
            if (there := wish.beside(here)) not in led:
                led[there] = wish
                waiting.append(there)
    return led


def way(linked: dict[Any, list[Wish]], start: Hashable, end: Hashable) -> list[Wish]:
    """The wishes that lead from `start` to `end` of the same party."""
    led, passed = reached(linked, start), []
    while wish := led[end]:
        passed.append(wish)
        end = wish.beside(end)
    return passed


def kept_apart(groups: Sequence[tuple[Any, ...]], wishes: Iterable[Wish]) -> list[set[int]]:
    """For each party, those it must not sit with. Raises Contradiction for two of one party."""
    party_of = {key: n for n, party in enumerate(groups) for key in party}
    wishes, apart = list(wishes), [set() for _party in groups]
    for wish in wishes:
        if wish.kind == Kind.TOGETHER:
            continue
        one, other = party_of[wish.one], party_of[wish.other]
        if one == other:
            chain = way(links(wishes), wish.one, wish.other)
            raise Contradiction(Why.BOTH, [wish, *chain], [wish.one, wish.other])
        apart[one].add(other)
        apart[other].add(one)
    return apart


def crowd(apart: Sequence[set[int]]) -> list[int]:
    """A large group of parties that must all be apart; not always the largest."""
    largest: list[int] = []
    for start in range(len(apart)):
        group, others = [start], set(apart[start])
        while others:
            most = max(others, key=lambda n: (len(apart[n] & others), -n))
            group.append(most)
            others &= apart[most]
        largest = max(largest, group, key=len)
    return largest
