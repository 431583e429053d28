"""Organisations spelt nearly alike: one body written two ways, not two bodies. No database."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cohorts.text import search_key

LONG_ENOUGH = 5  # letters of a word in which one wrong letter is likelier a slip than another word
SAY_NOTHING = {"the", "ltd", "limited", "plc", "llp", "cic"}
BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
INITIALS = range(2, 5)  # how many words one short word stands for
EVERYDAY = {"and", "of", "for", "in", "at", "on", "to", "by"}  # never the initials of anything
MOST_WORDS = 12  # of a name in which initials are looked for


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
    settled = Spellings(known, spelt_out([*known, *rows]))
    found = []
    for name in sorted(rows, key=lambda name: (-len(rows[name]), rows[name][0])):
        suggested = None if search_key(name) in keys else settled.nearest(name)
        if suggested and search_key(suggested) != search_key(name):
            found.append(Pair(name, suggested, tuple(rows[name])))
        else:
            settled.add(name)
    return sorted(found, key=lambda pair: pair.rows)


class Spellings:
    """Names that stand, found by any near spelling without looking at all of them.

    What stands in brackets counts only against a name that has brackets, too: St Mary's (Northmoor) may be St Mary's,
    but not St Mary's (Westmarsh).
    """

    def __init__(self, names: Iterable[str], long_forms: Mapping[str, str]) -> None:
        self.whole, self.bare = Words(long_forms), Words(long_forms)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        whole, bare = both_forms(name)
        self.whole.add(whole, name)
        if bare != whole:
            self.bare.add(bare, name)

    def nearest(self, name: str) -> str | None:
        whole, bare = both_forms(name)
        found = self.whole.nearest(whole) or self.bare.nearest(whole)
        return found or (self.whole.nearest(bare) if bare != whole else None)


class Words:
    """Names by their words. `long_forms` is as `spelt_out` gives it."""

    def __init__(self, long_forms: Mapping[str, str]) -> None:
        self.long_forms = long_forms
        self.by_outline: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        self.by_letters: dict[str, str] = {}

    def add(self, words: list[str], name: str) -> None:
        if words:  # a name of signs alone is like no other
            self.by_outline[outline(words)].append((words, name))
            self.by_letters.setdefault("".join(words), name)

    def nearest(self, words: list[str]) -> str | None:
        near = (other for said, other in self.by_outline[outline(words)] if nearly(words, said))
        return self.by_letters.get("".join(words)) or next(near, None) or self.with_initials(words)

    def with_initials(self, words: list[str]) -> str | None:
        """The name that the words are short for, or one that is short for them."""
        key = " ".join(words)
        shorter = [form for form in short_forms(words) if self.long_forms.get(form) == key]
        found = (self.by_letters.get(form.replace(" ", "")) for form in (self.long_forms.get(key, ""), *shorter))
        return next(filter(None, found), None)


def spelt_out(names: Iterable[str]) -> dict[str, str]:
    """For each of `names` with initials in it the one other that it is short for; not where it could be two."""
    keys = {" ".join(words): words for name in names for words in both_forms(name)}
    found = defaultdict(set)
    for key, words in keys.items():
        for form in short_forms(words):
            if form in keys:
                found[form].add(key)
    return {form: next(iter(longer)) for form, longer in found.items() if len(longer) == 1}


def short_forms(words: Sequence[str]) -> Iterator[str]:
    """The words with a run of them as initials, but for one at least: Northmoor CC for Northmoor County Council."""
    for start in range(len(words) if len(words) <= MOST_WORDS else 0):
        for number in INITIALS:
            run = words[start : start + number]
            short = initials(run)
            if len(run) == number < len(words) and short.isalpha() and short not in EVERYDAY:
                yield " ".join([*words[:start], short, *words[start + number :]])


def both_forms(name: str) -> tuple[list[str], list[str]]:
    """The words of all of it, and those without brackets."""
    whole = words_of(name)
    return whole, words_of(BRACKETS.sub(" ", name)) or whole


def words_of(name: str) -> list[str]:
    """The words that tell one body from another."""
    key = search_key(name.replace("&", " and ").replace("'", "").replace("’", ""))
    words = ["saint" if word == "st" else word for word in "".join(c if c.isalnum() else " " for c in key).split()]
    return [word for word in words if word not in SAY_NOTHING] or words


def initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def outline(words: Sequence[str]) -> str:
    """The same for all names that one may be a slip of: North and South begin differently, and so never are."""
    return " ".join(word[0] if may_slip(word) else word for word in words)


def may_slip(word: str) -> bool:
    return len(word) >= LONG_ENOUGH and word.isalpha()


def nearly(words: Sequence[str], others: Sequence[str]) -> bool:
    return all(one == other or slip(one, other) for one, other in zip(words, others, strict=True))


def slip(one: str, other: str) -> bool:
    """Whether one letter too many, missing, wrong or changed with its neighbour makes the difference."""
    short, long = sorted((one, other), key=len)
    if not (may_slip(short) and may_slip(long)) or len(long) - len(short) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) > len(short):
        return short[start:] == long[start + 1 :]
    swapped = Counter(short[start : start + 2]) == Counter(long[start : start + 2])
    return short[start + 1 :] == long[start + 1 :] or (swapped and short[start + 2 :] == long[start + 2 :])
