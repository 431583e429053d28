"""The dates that a set has on offer, with what each member and the adviser said: by a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from challenges.models import Availability, OfferedDate
from cohorts.models import ActionLearningSet, Membership, Person


@dataclass
class Line:
    """One date: who can, who could if need be, who cannot, who has not said."""

    offered: OfferedDate
    yes: list[Membership]
    if_need_be: list[Membership]
    no: list[Membership]
    unsaid: list[Membership]

    @property
    def suits_all(self) -> bool:
        return not self.no and not self.unsaid


@dataclass
class Table:
    """Dates ahead in order, and what the reader said of each (by its id)."""

    lines: list[Line]
    mine: dict[int, str]

    @property
    def offered(self) -> list[OfferedDate]:
        return [line.offered for line in self.lines]


def table(learning_set: ActionLearningSet, reader: Person, today: date) -> Table:
    """What is on offer from `today` on."""
    places = list(members(learning_set))
    offered = learning_set.offered_dates.filter(date__gte=today).select_related("by__person")
    said: dict[tuple[int, int], str] = {}
    for one in Availability.objects.filter(offered__in=offered):
        said[one.offered_id, one.membership_id] = one.answer
    mine = {one.pk: said.get((one.pk, place.pk), "") for one in offered for place in places if place.person == reader}
    return Table([line(one, places, said) for one in offered], mine)


def members(learning_set: ActionLearningSet):
    """Who sits in it now, and its adviser."""
    seated = Q(seats__learning_set=learning_set, seats__left_at=None)
    found = Membership.objects.current().filter(seated | Q(pk=learning_set.adviser_id))
    return found.select_related("person").distinct()


def line(one: OfferedDate, places: list[Membership], said: dict[tuple[int, int], str]) -> Line:
    def who(answer: str) -> list[Membership]:
        return [place for place in places if said.get((one.pk, place.pk), "") == answer]

    answers = Availability.Answer
    return Line(one, who(answers.YES), who(answers.IF_NEED_BE), who(answers.NO), who(""))
