"""What a search looks for, and how near to the front it stands: words as typed, against texts as kept. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any

from django.db.models import Q, QuerySet

from cohorts.text import search_key

LONGEST = 100  # letters of a search: longer than any name
MOST_WORDS = 8
READ = 2000  # titles looked at for one search; one letter is in nearly all of them
SHOWN = 10  # of each kind; whoever wants another says more of its name
# Marks that turn the direction of a line: they come along with a copied name and belong to none.
TURNING = dict.fromkeys([0x200E, 0x200F, 0x61C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True)
class Found:
    """The first few of one kind, the nearest first, and how many more there are; `or_more` where not all were read."""

    rows: Sequence[Any] = field(default_factory=list)
    more: int = 0
    or_more: bool = False

    @property
    def number(self) -> int:
        return len(self.rows) + self.more


def words_of(typed: str) -> list[str]:
    """The words of a search without case and accents; none of them for one that says nothing."""
    return search_key(typed.translate(TURNING)[:LONGEST]).split()[:MOST_WORDS]


def holds(words: Iterable[str], *texts: str) -> bool:
    """Whether each of `words` stands somewhere in `texts`, without case and accents."""
    key = search_key(*texts)
    return all(word in key for word in words)


def may_hold(words: Iterable[str], *columns: str) -> Q:
    """A condition that spares most rows a reading: it lets through all that `holds` would, and some more.

    Databases fold the case of plain letters and know nothing of accents, so a text with any other letter comes along.
    """
    condition = Q()
    for word in words:
        here = Q(pk__in=[])
        for column in columns:
            here |= Q(**{f"{column}__icontains": word}) | Q(**{f"{column}__regex": "[^ -~]"})
        condition &= here
    return condition


def nearest(words: Sequence[str], likely: QuerySet[Any], *columns: str, shown: QuerySet[Any]) -> Found:
    """Those of `likely` that hold the words in `columns`, the first few of them as `shown` reads them.

    First whatever begins with what was typed, then what has a word that does; of the same the newest. No words are
    read of what is not likely.
    """
    rows = likely.filter(may_hold(words, *columns)).order_by("-pk").values_list("pk", *columns)[:READ]
    keyed = ((pk, [search_key(text) for text in texts]) for pk, *texts in rows)
    found = [(pk, keys) for pk, keys in keyed if all(word in " ".join(keys) for word in words)]
    near = nsmallest(SHOWN, found, key=lambda row: (min(distance(words, key) for key in row[1]), -row[0]))
    read = shown.in_bulk([pk for pk, _keys in near])
    return Found([read[pk] for pk, _keys in near], len(found) - len(near), or_more=len(rows) == READ)


def distance(words: Sequence[str], key: str) -> int:
    typed = " ".join(words)
    if key.startswith(typed):
        return 0
    return 1 if f" {typed}" in key else 2
