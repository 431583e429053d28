"""Who is in the room, counted: organisations, sectors."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """`number` of the people; `percent` of the largest count, as long as its bar."""

    label: str
    number: int
    percent: int


def counted(labels: Iterable[str], always: Sequence[str] = ()) -> list[Count]:
    """How many of each label, most first; `always` stand in the list even with nobody."""
    numbers = Counter(labels)
    largest = max(numbers.values(), default=1)
    named = [*always, *(label for label in numbers if label not in always)]
    counts = [Count(label, numbers[label], round(100 * numbers[label] / largest)) for label in named]
    return sorted(counts, key=lambda count: (-count.number, count.label))


def more_than_once(labels: Iterable[str]) -> list[str]:
    """Labels that occur twice or more, in order."""
    return sorted(label for label, number in Counter(labels).items() if label and number > 1)
