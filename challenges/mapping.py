"""What one reader sees of maps: the picture, its versions, what changed, and a set's maps side by side."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from challenges.compared import Change, Standing, changes, shared
from challenges.drawing.rings import NARROW, WIDE, Drawing, Mark, Paper, Person, draw
from challenges.models import Challenge, Map, Stakeholder
from cohorts.audience import Audience
from cohorts.models import ActionLearningSet
from cohorts.text import search_key
from cohorts.viewer import Viewer


@dataclass
class Pictured:
    """A map with its people in order, each with those whom they influence, and its drawing."""

    map: Map
    people: list[Stakeholder]
    paper: Paper = WIDE

    @cached_property
    def drawing(self) -> Drawing:
        return draw([as_drawn(one) for one in self.people], self.paper)

    @property
    def marks(self) -> list[tuple[Mark, Stakeholder]]:
        """Each mark with whose it is."""
        by_number = {one.number: one for one in self.people}
        return [(mark, by_number[mark.number]) for mark in self.drawing.marks]

    @property
    def deciding(self) -> int:
        return sum(1 for one in self.people if one.decides)

    @property
    def influencing(self) -> int:
        return len(self.people) - self.deciding


@dataclass
class InSet:
    """The maps that the members of a set chose to show it, and whom several of them see."""

    maps: list[Pictured]
    seen_by_several: list[list[Stakeholder]]


def as_drawn(one: Stakeholder) -> Person:
    return Person(one.number, one.name, one.decides, tuple(other.number for other in one.influences.all()))


def picture(of: Map, paper: Paper = WIDE) -> Pictured:
    return Pictured(of, list(of.stakeholders.prefetch_related("influences")), paper)


def versions(challenge: Challenge, viewer: Viewer) -> list[Map]:
    """Those of the challenge's maps that the viewer may read, the newest first."""
    named = "learning_set__adviser__person"
    return list(Map.objects.visible_to(viewer).filter(challenge=challenge).select_related(named))


def is_newest(one: Map) -> bool:
    """Whether it is the version that may still be changed."""
    return Map.objects.filter(challenge=one.challenge_id).first() == one


def side_by_side(earlier: Map, later: Map) -> tuple[Pictured, Pictured, list[Change]]:
    """Two versions, and what changed from the one to the other."""
    before, after = picture(earlier, NARROW), picture(later, NARROW)
    return before, after, changes(map(standing, before.people), map(standing, after.people))


def standing(one: Stakeholder) -> Standing:
    """Everything said of somebody, in the words of the page."""
    influences = {other.key: other.name for other in one.influences.all()}
    return Standing(
        one.key,
        one.name,
        (
            ("says", one.get_says_display()),
            ("stands", one.get_stands_display()),
            ("cares_about", one.cares_about),
            ("stands_to_lose", one.stands_to_lose),
            ("influences", ", ".join(sorted(influences.values()))),
        ),
    )


def in_set(learning_set: ActionLearningSet, viewer: Viewer) -> InSet:
    """Of each who sits in the set now, the newest map that they show to it or to the cohort."""
    shown = Map.objects.visible_to(viewer).filter(
        membership__seats__learning_set=learning_set, membership__seats__left_at=None, membership__left_at=None
    )
    shown = shown.filter(audience__in=[Audience.SET, Audience.COHORT])
    shown = shown.filter(Q(learning_set=None) | Q(learning_set=learning_set))
    maps = newest_of_each(shown.select_related("membership__person", "challenge", "learning_set"))
    return InSet(maps, shared([one.people for one in maps], known_as))


def newest_of_each(shown) -> list[Pictured]:
    chosen: dict[int, Map] = {}
    for one in shown.prefetch_related("stakeholders__influences"):
        chosen.setdefault(one.membership_id, one)
    in_order = sorted(chosen.values(), key=lambda one: one.membership.person.sort_key)
    return [Pictured(one, people_of(one), NARROW) for one in in_order]


def people_of(one: Map) -> list[Stakeholder]:
    """The people with the map that they stand on, so that no page asks for it again."""
    people = list(one.stakeholders.all())
    for each in people:
        each.map = one
    return people


def known_as(one: Stakeholder) -> str:
    """The same person or body for two authors: by name, without case, accents and spaces at the ends."""
    return search_key(one.name)
