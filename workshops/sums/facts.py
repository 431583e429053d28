"""What is said of an item although it adds up: its sum, and the airtime it leaves each person."""

from dataclasses import dataclass

from workshops.agenda import length
from workshops.sums.lengths import REVIEW, circles, counted, largest, made_of
from workshops.sums.values import Day, Line


@dataclass(frozen=True)
class Facts:
    """`sum` holds the numbers of its composition, `airtime` is minutes a person in words; either may be empty."""

    sum: dict[str, object]
    airtime: str = ""
    people: int = 0
    review: int = 0


def facts(line: Line, day: Day) -> Facts:
    count = counted(line, day)
    made = made_of(line, count) if line.each_of and count is not None else {}
    people = largest(line, day) if circles(line, day) else 0
    if not people:
        return Facts(made)
    review = REVIEW * people if line.is_sets else 0
    return Facts(made, airtime(max(line.minutes - review, 0), people), people, review)


def airtime(minutes: int, people: int) -> str:
    """Minutes for each person, rounded down to half a minute: 7 minutes 30 seconds."""
    halves = 2 * minutes // people
    whole, half = divmod(halves, 2)
    return f"{length(whole)} 30 seconds" if half and whole else "30 seconds" if half else length(whole)
