"""Balanced sets, kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cohorts import building
from cohorts.building import Slot
from cohorts.exceptions import ChangedSince
from cohorts.models import Cohort, Membership, Person
from cohorts.services import sets
from cohorts.trail import record


@transaction.atomic
def keep(*, cohort: Cohort, seats: Mapping[Membership, Slot], seen: str, by: Person, now: datetime) -> int:
    """Seat everybody, make the sets that are new, and say how many people changed sets.

    Old seats are closed and kept. Raises ChangedSince when the cohort is no longer the one that was `seen`.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    found = building.company(cohort)
    if found.seen != seen:
        raise ChangedSince(cohort)
    names = dict.fromkeys(slot.name for slot in seats.values() if slot.learning_set is None)
    made = dict(zip(names, sets.make_sets(cohort=cohort, names=list(names), by=by, now=now), strict=True))
    chosen = {place: slot.learning_set or made[slot.name] for place, slot in seats.items()}
    sets.arrange(cohort=cohort, names={}, advisers={}, seats=chosen, by=by, now=now)
    record(by, "built", cohort, at=now, fields=["sets"])
    return sum(found.sitting[place.pk] not in (None, learning_set.pk) for place, learning_set in chosen.items())
