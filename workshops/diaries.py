"""Whose days an office contact keeps, by what the days belong to."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from cohorts.models import ActionLearningSet, CoachingPair, Membership, SetMembership
from cohorts.viewer import Viewer
from workshops.models import Session
from workshops.querysets import PUBLISHED, WHOLE_COHORT

Names = defaultdict[int, list[str]]


@dataclass
class Diaries:
    """The names of those whose days they are, by the id of the cohort, the set or the pair."""

    cohorts: Names = field(default_factory=lambda: defaultdict(list))
    sets: Names = field(default_factory=lambda: defaultdict(list))
    pairs: Names = field(default_factory=lambda: defaultdict(list))

    def sessions(self) -> Q:
        """The sessions that stand in these diaries: their cohorts' once published, their sets' and their coaching."""
        whole = Q(cohort__in=self.cohorts) & WHOLE_COHORT & PUBLISHED
        return whole | Q(learning_set__in=self.sets) | Q(coaching_pair__in=self.pairs)

    def whose(self, session: Session) -> str:
        """The names of those whose session it is, in one line."""
        if session.learning_set_id:
            found = self.sets[session.learning_set_id]
        elif session.coaching_pair_id:
            found = self.pairs[session.coaching_pair_id]
        else:
            found = self.cohorts[session.cohort_id]
        return ", ".join(dict.fromkeys(found))


def kept_by(viewer: Viewer, only: Collection[int] | None = None) -> Diaries:
    """The diaries the viewer keeps, or `only` those of these people, of whoever has a place now.

    One query for those who keep none.
    """
    diaries = Diaries()
    known = {"person__is_active": True, "person__erased_at": None}
    theirs = Membership.objects.current().filter(person__in=viewer.principals, **known)
    theirs = theirs if only is None else theirs.filter(person__in=only)
    places = {place.pk: place for place in theirs.select_related("person")}
    if not places:
        return diaries
    for place in places.values():
        diaries.cohorts[place.cohort_id].append(place.person.full_name)
    for owners, rows in ((diaries.sets, in_sets(places)), (diaries.pairs, in_pairs(places))):
        for pk, place in rows:
            if place in places:
                owners[pk].append(places[place].person.full_name)
    return diaries


def in_sets(places: Iterable[int]) -> list[tuple[int, int]]:
    """(set, place) of those who sit in a set or advise it now."""
    seats = SetMembership.objects.current().filter(membership__in=places)
    advised = ActionLearningSet.objects.filter(adviser__in=places)
    return [*seats.values_list("learning_set", "membership"), *advised.values_list("pk", "adviser")]


def in_pairs(places: Iterable[int]) -> list[tuple[int, int]]:
    """(pair, place) of both ends of the coaching that goes on."""
    going = CoachingPair.objects.filter(Q(coach__in=places) | Q(coachee__in=places), ended_at=None)
    found = going.filter(coach__left_at=None, coachee__left_at=None).values_list("pk", "coach", "coachee")
    return [(pk, place) for pk, *ends in found for place in ends]
