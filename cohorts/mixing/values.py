from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

TRAITS = ("organisation", "sector", "profession")  # the dearest first


class Kind(StrEnum):
    """What two people are to each other: the last is an `APART` that nobody had to wish for."""

    APART = "apart"
    TOGETHER = "together"
    BOSS = "boss"


class Why(StrEnum):
    """Why wishes cannot be kept."""

    BOTH = "both"  # wished together and apart
    TOO_LARGE = "too_large"  # more together than a set holds
    TOO_FEW_SETS = "too_few_sets"  # more apart from each other than there are sets
    NO_ROOM = "no_room"  # each could be kept, all of them cannot
    NOT_FOUND = "not_found"  # perhaps they can, but no way was found


@dataclass(frozen=True)
class Peer:
    """Somebody to seat. An empty trait is unknown, and like nobody's; `met` are the keys of those met before."""

    key: Any
    organisation: str = ""
    sector: str = ""
    profession: str = ""
    met: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class Wish:
    """A hard wish about two keys; of a `BOSS`, `one` reports to `other`."""

    kind: Kind
    one: Any
    other: Any

    def names(self, key: Hashable) -> bool:
        return key in (self.one, self.other)

    def beside(self, key: Hashable) -> Any:
        """The one of the two who is not `key`."""
        return self.other if key == self.one else self.one


class Contradiction(Exception):
    """Hard wishes that cannot all be kept: why, which wishes, whom they name."""

    def __init__(self, why: Why, wishes: Iterable[Wish] = (), people: Iterable[Any] = ()) -> None:
        super().__init__(why)
        self.why, self.wishes, self.people = why, tuple(wishes), tuple(people)
