"""Who presents at a set meeting, and who would like to."""

from datetime import datetime

from django.db import transaction

from challenges.models import Turn
from challenges.services.rooms import set_of
from challenges.services.seats import seat
from cohorts.models import Membership, Person
from workshops.models import SessionDay


@transaction.atomic
def bid(*, day: SessionDay, wants: bool, by: Person, now: datetime) -> None:
    """Say that one would like to present at this meeting, or no longer. Raises NotInThatSet."""
    place = seat(set_of(day), by)
    if wants:
        Turn.objects.get_or_create(day=day, membership=place, defaults={"state": Turn.State.BID, "at": now})
    else:
        Turn.objects.filter(day=day, membership=place, state=Turn.State.BID).delete()


@transaction.atomic
def present(*, day: SessionDay, who: Membership, presents: bool, by: Person, now: datetime) -> None:
    """Note that `who`, one of the set, presents at this meeting, or does not after all. Raises NotInThatSet."""
    seat(set_of(day), by)
    seat(set_of(day), who.person)
    if presents:
        Turn.objects.update_or_create(day=day, membership=who, defaults={"state": Turn.State.HAD, "at": now})
    else:
        Turn.objects.filter(day=day, membership=who).delete()
