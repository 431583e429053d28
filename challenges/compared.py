"""Maps held side by side: two versions of one, and the same people on several."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple


class Change(NamedTuple):
    """What became different about somebody: `kind` is joined, left or the name of a fact."""

    kind: str
    name: str
    was: Any = ""
    now: Any = ""


@dataclass(frozen=True)
class Standing:
    """Somebody on one version: `key` is the same in every version, `facts` in the order they are told."""

    key: Hashable
    name: str
    facts: tuple[tuple[str, Any], ...]


def changes(before: Iterable[Standing], after: Iterable[Standing]) -> list[Change]:
    """What is different in the later version: who joined, who left, then what changed of each of the others."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    joined = [Change("joined", one.name) for key, one in new.items() if key not in old]
    left = [Change("left", one.name) for key, one in old.items() if key not in new]
    return [*joined, *left, *(change for key, one in new.items() if key in old for change in differing(old[key], one))]


def differing(before: Standing, after: Standing) -> Iterator[Change]:
    if before.name != after.name:
        yield Change("name", before.name, before.name, after.name)
    for (fact, was), (_fact, now) in zip(before.facts, after.facts, strict=True):
        if was != now:
            yield Change(fact, after.name, was, now)


def shared(maps: Iterable[Iterable[Any]], known_as: Callable[[Any], str]) -> list[list[Any]]:
    """Those who stand on more than one map, each with every view of them, in the order of the maps."""
    views: dict[str, list[tuple[int, Any]]] = {}
    for number, people in enumerate(maps):
        for one in people:
            views.setdefault(known_as(one), []).append((number, one))
    return [[one for _, one in found] for found in views.values() if len({number for number, _ in found}) > 1]
