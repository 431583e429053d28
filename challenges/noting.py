"""What stands beside the notes of a set: who does not read the earlier ones yet, and who would end them all."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from challenges.keeping import ASKED
from challenges.models import NoteAssent, NotesEnd, SetNote
from cohorts.models import ActionLearningSet, Membership, Person, SetMembership


@dataclass
class Newcomer:
    """Somebody who came after notes were written: who of those there before has agreed that they read them."""

    place: Membership
    since: datetime
    yes: list[Membership]
    missing: list[Membership]

    @property
    def is_in(self) -> bool:
        return bool(self.yes) and not self.missing

    def asks(self, reader: Person) -> bool:
        """Whether it is the reader's yes that is missing."""
        return any(place.person_id == reader.pk for place in self.missing)


def newcomers(learning_set: ActionLearningSet) -> list[Newcomer]:
    """Those from whom something is still closed, in the order they came: by three queries."""
    first = SetNote.objects.filter(learning_set=learning_set).aggregate(at=Min("written_at"))["at"]
    if first is None:
        return []
    seats = seated(learning_set)
    said = set(NoteAssent.objects.filter(seat__in=seats).values_list("seat", "newcomer", "at"))
    came = [(seat.membership, seat.joined_at) for seat in seats]
    if learning_set.adviser and learning_set.adviser_since:
        came.append((learning_set.adviser, learning_set.adviser_since))
    late = sorted((one for one in came if one[1] > first), key=lambda one: one[1])
    found = [newcomer(place, since, seats, said) for place, since in late]
    return [one for one in found if not one.is_in]


def newcomer(place: Membership, since: datetime, seats: list[SetMembership], said: set) -> Newcomer:
    agreed = {seat for seat, who, at in said if who == place.pk and at >= since}
    there = [seat for seat in seats if seat.joined_at < since]
    return Newcomer(
        place,
        since,
        yes=[seat.membership for seat in there if seat.pk in agreed],
        missing=[seat.membership for seat in there if seat.pk not in agreed],
    )


@dataclass
class Ending:
    """Who of the set has said within the last fortnight that all its notes may be deleted now, and who has not."""

    yes: list[Membership]
    missing: list[Membership]

    def is_of(self, reader: Person) -> bool:
        return any(place.person_id == reader.pk for place in self.yes)


def ending(learning_set: ActionLearningSet, now: datetime) -> Ending:
    seats = seated(learning_set)
    said = set(NotesEnd.objects.filter(seat__in=seats, at__gt=now - ASKED).values_list("seat", flat=True))
    return Ending(
        yes=[seat.membership for seat in seats if seat.pk in said],
        missing=[seat.membership for seat in seats if seat.pk not in said],
    )


def seated(learning_set: ActionLearningSet) -> list[SetMembership]:
    seats = SetMembership.objects.current().filter(learning_set=learning_set)
    return list(seats.select_related("membership__person"))
