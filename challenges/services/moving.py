"""Moving a place to another cohort: what its holder wrote goes along and is closed, for its readers stay behind."""

from datetime import datetime

from django.db import transaction

from challenges.models import (
    Assessment,
    Challenge,
    Commitment,
    Draft,
    Entry,
    FilledCanvas,
    Map,
    ProgressNote,
    SelfCheck,
    Trace,
)
from challenges.services.together import hand_on
from cohorts.audience import Audience
from cohorts.models import Cohort, Membership, Person
from cohorts.services import moving
from workshops.services import leaving

WRITTEN = (Challenge, SelfCheck, Entry, FilledCanvas, Map, Trace, Commitment)


@transaction.atomic
def move(*, place: Membership, cohort: Cohort, by: Person, now: datetime) -> Membership:
    """End `place` and give its holder one in `cohort`. Raises AlreadyHere, AlreadyLeft.

    Everything they wrote for their challenge goes along, for themselves alone until they share it again. What belongs
    to the old cohort stays there: attendance, reflections, notes of the set, promises made together.
    """
    moved = moving.open_place(place=place, cohort=cohort, by=by, now=now)
    hand_on(place)
    leaving.withdraw(place=place, by=by, now=now)
    closed = {"audience": Audience.ONLY_ME, "learning_set": None}
    for model in WRITTEN:
        model._base_manager.filter(membership=place).update(membership=moved, **closed)
    Assessment.objects.filter(membership=place).update(membership=moved, shared_with=None)
    Draft.objects.filter(membership=place).update(membership=moved)
    ProgressNote.objects.filter(membership=place).update(membership=moved)
    return moved
