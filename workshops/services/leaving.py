"""Who withdraws leaves no date behind that somebody else would come to."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cohorts.models import CoachingPair, Membership, Person
from cohorts.services import people
from workshops.exceptions import AlreadyCancelled, AlreadyOver
from workshops.models import CoachingSlot, SessionDay
from workshops.services import slots


@transaction.atomic
def withdraw(*, place: Membership, by: Person, now: datetime) -> Membership:
    """End a place, as `cohorts.services.people.withdraw`; coaching still to come is cancelled, and the other told."""
    for day in coaching_ahead(place, now):
        try:
            slots.cancel(day=day, by=by, now=now)
        except (AlreadyCancelled, AlreadyOver):  # somebody was quicker, or they are sitting together
            continue
    for slot in CoachingSlot.objects.filter(coach=place, session=None, withdrawn_at=None).order_by("pk"):
        slots.withdraw(slot=slot, by=by, now=now)
    return people.withdraw(place=place, by=by, now=now)


def coaching_ahead(place: Membership, now: datetime) -> list[SessionDay]:
    """The dates of coaching that the place still has, in the order in which their pairs are held."""
    pairs = CoachingPair.objects.going().filter(Q(coach=place) | Q(coachee=place))
    days = SessionDay.objects.ahead(now).filter(session__coaching_pair__in=pairs, starts_at__gt=now)
    people = "session__coaching_pair__coach__person", "session__coaching_pair__coachee__person"
    return list(days.select_related(*people).order_by("session__coaching_pair", "pk"))
