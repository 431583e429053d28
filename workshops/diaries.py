"""Whose days an office contact keeps, by what the days belong to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from cohorts.models import ActionLearningSet, CoachingPair, Membership, SetMembership
from cohorts.viewer import Viewer
from workshops.models import Session
from workshops.querysets import PUBLISHED, WHOLE_COHORT

Places = defaultdict[int, list[Membership]]


@dataclass
class Diaries:
    """The places whose days they are, by the id of the cohort, the set or the pair."""

    cohorts: Places = field(default_factory=lambda: defaultdict(list))
    sets: Places = field(default_factory=lambda: defaultdict(list))
    pairs: Places = field(default_factory=lambda: defaultdict(list))

    def sessions(self) -> Q:
        """The sessions that stand in these diaries: their cohorts' once published, their sets' and their coaching."""
        whole = Q(cohort__in=self.cohorts) & WHOLE_COHORT & PUBLISHED
        return whole | Q(learning_set__in=self.sets) | Q(coaching_pair__in=self.pairs)

    def places(self, session: Session) -> list[Membership]:
        """Whose session it is, each with its person."""
        if session.learning_set_id:
            return self.sets[session.learning_set_id]
        if session.coaching_pair_id:
            return self.pairs[session.coaching_pair_id]
        return self.cohorts[session.cohort_id]

    def whose(self, session: Session) -> str:
        """Their names in one line."""
        return ", ".join(dict.fromkeys(place.person.full_name for place in self.places(session)))


def kept_by(viewer: Viewer) -> Diaries:
    """The diaries the viewer keeps, of people who have a place now. One query for those who keep none."""
    diaries = Diaries()
    known = {"person__is_active": True, "person__erased_at": None}
    theirs = Membership.objects.current().filter(person__in=viewer.principals, **known)
    places = {place.pk: place for place in theirs.select_related("person")}
    if not places:
        return diaries
    for place in places.values():
        diaries.cohorts[place.cohort_id].append(place)
    for owners, rows in ((diaries.sets, in_sets(places)), (diaries.pairs, in_pairs(places))):
        for pk, place in rows:
            if place in places:
                owners[pk].append(places[place])
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
