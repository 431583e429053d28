"""Who withdraws leaves no date behind that somebody else would come to."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cohorts.models import CoachingPair, Cohort, Membership, Person
from cohorts.services import people
from workshops.exceptions import AlreadyCancelled, AlreadyOver, NotOverYet
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


@transaction.atomic
def close(*, cohort: Cohort, by: Person, now: datetime) -> int:
    """End every place that is still held in a cohort that has ended; how many. Raises NotOverYet before its end."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not cohort.is_alumni(now.astimezone(cohort.tz).date()):
        raise NotOverYet(cohort)
    places = list(Membership.objects.current().filter(cohort=cohort).order_by("pk"))
    for place in places:
        withdraw(place=place, by=by, now=now)
    return len(places)


def coaching_ahead(place: Membership, now: datetime) -> list[SessionDay]:
    """The dates of coaching that the place still has, in the order in which their pairs are held."""
    pairs = CoachingPair.objects.going().filter(Q(coach=place) | Q(coachee=place))
    days = SessionDay.objects.ahead(now).filter(session__coaching_pair__in=pairs, starts_at__gt=now)
    people = "session__coaching_pair__coach__person", "session__coaching_pair__coachee__person"
    return list(days.select_related(*people).order_by("session__coaching_pair", "pk"))
