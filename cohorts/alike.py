"""Organisations spelt nearly alike: one body written two ways, not two bodies. No database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cohorts.text import search_key

LONG_ENOUGH = 5  # letters of a word in which one wrong letter is likelier a slip than another word
SAY_NOTHING = {"the", "ltd", "limited", "plc", "llp", "cic"}


@dataclass(frozen=True)
class Pair:
    """A spelling of the list, the spelling it may stand for, and the rows that have it."""

    typed: str
    suggested: str
    rows: tuple[int, ...]


def pairs(typed: Iterable[tuple[int, str]], known: Sequence[str]) -> list[Pair]:
    """What may be merged, by row: `typed` are rows with their organisation; those we know stand as they are.

    Among spellings nobody knows, the one of most rows is taken for the right one.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for number, name in typed:
        rows[name].append(number)
    keys = {search_key(name) for name in known}
    settled = Spellings(known)
    found = []
    for name in sorted(rows, key=lambda name: (-len(rows[name]), rows[name][0])):
        suggested = None if search_key(name) in keys else settled.nearest(name)
        if suggested and search_key(suggested) != search_key(name):
            found.append(Pair(name, suggested, tuple(rows[name])))
        else:
            settled.add(name)
    return sorted(found, key=lambda pair: pair.rows)


class Spellings:
    """Names that stand, found by any near spelling without looking at all of them."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.by_initials: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        self.by_letters: dict[str, str] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        words = words_of(name)
        self.by_initials[initials(words)].append((words, name))
        self.by_letters.setdefault("".join(words), name)

    def nearest(self, name: str) -> str | None:
        words = words_of(name)
        near = (other for said, other in self.by_initials[initials(words)] if nearly(words, said))
        return self.by_letters.get("".join(words)) or next(near, None)


def words_of(name: str) -> list[str]:
    """The words that tell one body from another."""
    key = search_key(name.replace("&", " and ").replace("'", "").replace("’", ""))
    words = "".join(c if c.isalnum() else " " for c in key).split()
    return [word for word in words if word not in SAY_NOTHING] or words


def initials(words: Sequence[str]) -> str:
    """North and South begin differently: two words that do are never taken for one."""
    return "".join(word[0] for word in words)


def nearly(words: Sequence[str], others: Sequence[str]) -> bool:
    return all(one == other or slip(one, other) for one, other in zip(words, others, strict=True))


def slip(one: str, other: str) -> bool:
    """Whether one letter too many, missing, wrong or changed with its neighbour makes the difference."""
    short, long = sorted((one, other), key=len)
    if len(short) < LONG_ENOUGH or len(long) - len(short) > 1 or not long.isalpha():
        return False
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) > len(short):
        return short[start:] == long[start + 1 :]
    swapped = Counter(short[start : start + 2]) == Counter(long[start : start + 2])
    return short[start + 1 :] == long[start + 1 :] or (swapped and short[start + 2 :] == long[start + 2 :])
