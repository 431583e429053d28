"""What the registers say of participants, day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from workshops.models import Attendance, SessionDay


@dataclass(frozen=True)
class Day:
    """One day of which the register says something, with a mark for each half-day that is entered."""

    day: SessionDay
    marks: list[Attendance]

    @property
    def is_plain(self) -> bool:
        """Whether one word says it: the whole day is entered, and its halves do not differ."""
        return len(self.marks) == len(self.day.halves) and len({mark.came for mark in self.marks}) == 1


def marks() -> Prefetch:
    """For places: `marks`, what the registers of the whole cohort say of each, in time order; one query for all."""
    return Prefetch("attendance", Attendance.objects.of_the_cohort(), to_attr="marks")


def by_day(marks: Iterable[Attendance]) -> list[Day]:
    """Marks of one participant in time order, taken together by day."""
    return [Day(day, list(theirs)) for day, theirs in groupby(marks, key=lambda mark: mark.day)]
