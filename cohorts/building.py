"""A cohort as the mixing of sets takes it, and what it gives back as the sets of the cohort."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations, islice

from django.utils.translation import gettext as _

from cohorts import mixing
from cohorts.models import ActionLearningSet, Cohort, Membership, SetMembership, SetWish
from cohorts.text import search_key

ACQUAINTED = timedelta(days=1)  # who shared a set for less has not met there
FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Company:
    """Everybody to seat, as they stand now; `seen` is another as soon as anything of it changes."""

    participants: list[Membership]
    wishes: list[SetWish]
    sets: list[ActionLearningSet]

    @property
    def sitting(self) -> dict[int, int | None]:
        """The set each place sits in now."""
        return {place.pk: place.set_id for place in self.participants}

    @property
    def seen(self) -> str:
        people = list(self.sitting.items())
        wishes = [(wish.one_id, wish.other_id, wish.kind) for wish in self.wishes]
        sets = [(learning_set.pk, learning_set.name) for learning_set in self.sets]
        return hashlib.sha256(repr((people, wishes, sets)).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Slot:
    """A set of the arrangement: one that there is, or one to be made under `name`."""

    key: str
    name: str
    learning_set: ActionLearningSet | None = None


def company(cohort: Cohort) -> Company:
    """The participants of the cohort by surname, the wishes about them and its sets."""
    return Company(
        list(Membership.objects.current().participants().filter(cohort=cohort).in_order().with_set()),
        list(SetWish.objects.holding(cohort)),
        list(ActionLearningSet.objects.filter(cohort=cohort).select_related("adviser__person")),
    )


def peers(participants: Iterable[Membership], *, afresh: bool) -> list[mixing.Peer]:
    """Organisation, sector, profession and acquaintances of each; `afresh` counts the sets of now among the earlier."""
    participants = list(participants)
    met, spelling = acquaintances(participants, afresh=afresh), {}
    return [
        mixing.Peer(
            place.pk,
            str(place.organisation or ""),
            str(place.organisation.get_sector_display()) if place.organisation else "",
            spelling.setdefault(search_key(place.profession), place.profession),
            frozenset(met[place.pk]),
        )
        for place in participants
    ]


def acquaintances(participants: Sequence[Membership], *, afresh: bool) -> dict[int, set[int]]:
    """For each participant, those who shared a set with them, in this cohort or another."""
    place_of = {place.person_id: place.pk for place in participants}
    here = {place.cohort_id for place in participants}
    by_set, met = defaultdict(list), defaultdict(set)
    seats = SetMembership.objects.filter(membership__person__in=place_of).select_related("membership")
    for seat in seats.order_by("pk"):
        by_set[seat.learning_set_id].append(seat)
    for shared in by_set.values():
        for one, other in combinations(shared, 2):
            of_now = one.left_at is other.left_at is None and one.membership.cohort_id in here
            if shared_long(one, other) and (afresh or not of_now):
                people = [place_of[seat.membership.person_id] for seat in (one, other)]
                met[people[0]].add(people[1])
                met[people[1]].add(people[0])
    return met


def shared_long(one: SetMembership, other: SetMembership) -> bool:
    """Whether two seats of a set were held together for longer than it takes to correct a mistake."""
    parted = min(one.left_at or FOREVER, other.left_at or FOREVER)
    return parted - max(one.joined_at, other.joined_at) > ACQUAINTED


def hard_wishes(found: Company, *, bosses: bool) -> list[mixing.Wish]:
    """What the office wished and, with `bosses`, a boss and a report apart."""
    wished = [mixing.Wish(mixing.Kind(wish.kind), wish.one_id, wish.other_id) for wish in found.wishes]
    return [*wished, *mixing.named_as_boss(map(spelt, found.participants))] if bosses else wished


def spelt(place: Membership) -> tuple[int, str, list[str]]:
    """A participant, their line manager, and how others may write the participant's own name."""
    person = place.person
    called = [f"{person.known_as} {person.name.split()[-1]}"] if person.known_as and person.name.split() else []
    return place.pk, place.line_manager, [person.name, person.email, *called]


def slots(found: Company, sets: Sequence[Sequence[int]]) -> list[Slot]:
    """The set that each of `sets` becomes: where most of it sits now, or a new one."""
    present = {str(learning_set.pk): learning_set for learning_set in found.sets}
    sitting = {key: [p.pk for p in found.participants if str(p.set_id) == key] for key in present}
    names = fresh_names({learning_set.name for learning_set in found.sets}, len(sets))
    new = iter(Slot(f"new{n}", name) for n, name in enumerate(names))
    return [Slot(key, present[key].name, present[key]) if key else next(new) for key in mixing.matched(sets, sitting)]


def fresh_names(taken: set[str], number: int) -> list[str]:
    """The next numbers that are free."""
    numbered = (str(_("Set %(n)s") % {"n": n}) for n in range(1, 10_000))
    return list(islice((name for name in numbered if name not in taken), number))


@dataclass(frozen=True)
class Proposal:
    """A balanced arrangement, and all that is needed to say what another one would be like."""

    company: Company
    peers: list[mixing.Peer]
    wishes: list[mixing.Wish]
    slots: list[Slot]
    sets: list[list[int]]

    @property
    def seats(self) -> dict[Membership, Slot]:
        at = {pk: slot for slot, members in zip(self.slots, self.sets, strict=True) for pk in members}
        return {place: at[place.pk] for place in self.company.participants}

    def arranged(self, seats: Mapping[Membership, Slot]) -> list[list[int]]:
        """`seats` as one list for each slot."""
        return [[place.pk for place, chosen in seats.items() if chosen == slot] for slot in self.slots]


def propose(found: Company, *, number: int, seed: int, bosses: bool, afresh: bool) -> Proposal:
    """Balanced sets for everybody. Raises Contradiction, whose keys are those of memberships.

    They begin from the seats of now, unless people shall meet others or another seed is asked.
    """
    people, wishes = peers(found.participants, afresh=afresh), hard_wishes(found, bosses=bosses)
    sitting = {} if afresh or seed else {pk: at for pk, at in found.sitting.items() if at}
    sets = mixing.mix(people, wishes, number, seed, sitting)
    becomes = slots(found, sets)
    order = sorted(range(number), key=lambda n: place_of(found, becomes[n]))
    return Proposal(found, people, wishes, [becomes[n] for n in order], [sets[n] for n in order])


def place_of(found: Company, slot: Slot) -> tuple[bool, int]:
    """The sets there are as everywhere, then the new ones."""
    return (False, found.sets.index(slot.learning_set)) if slot.learning_set else (True, int(slot.key[3:]))


def digest(seats: Mapping[Membership, Slot]) -> str:
    """Stands for one arrangement."""
    seated = sorted((place.pk, slot.key) for place, slot in seats.items())
    return hashlib.sha256(repr(seated).encode()).hexdigest()
