"""What somebody still holds for others, and has to hand over before they can be forgotten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from cohorts.models import ActionLearningSet, CoachingPair, Person, ProgrammeRole, SetMembership
from cohorts.viewer import COORDINATOR, SAFEGUARDING


@dataclass(frozen=True)
class Tie:
    """One thing held: its kind, which chooses the words, and what it is."""

    kind: str
    about: Any = None


def ties(person: Person, now: datetime) -> list[Tie]:
    """What of the programme office, of sets and of coaching would be left with nobody."""
    return [*of_office(person), *of_sets(person), *of_coaching(person)]


def of_office(person: Person) -> list[Tie]:
    others = Person.objects.filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    last = [Tie("last_administrator")] if person.is_administrator and not others.exists() else []
    roles = ProgrammeRole.objects.filter(person=person, role__in=[COORDINATOR, SAFEGUARDING])
    beside = ProgrammeRole.objects.filter(programme=OuterRef("programme"), role=OuterRef("role")).exclude(person=person)
    alone = roles.filter(~Exists(beside)).select_related("programme")
    return last + [Tie(f"last_{role.role}", role.programme) for role in alone]


def of_sets(person: Person) -> list[Tie]:
    seated = SetMembership.objects.current().filter(learning_set=OuterRef("pk"))
    advised = ActionLearningSet.objects.filter(Exists(seated), adviser__person=person, adviser__left_at=None)
    return [Tie("set", learning_set) for learning_set in advised.select_related("cohort")]


def of_coaching(person: Person) -> list[Tie]:
    pairs = CoachingPair.objects.going().filter(coach__person=person).select_related("coachee__person")
    return [Tie("coaching", pair.coachee.person) for pair in pairs]
