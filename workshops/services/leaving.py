"""Who withdraws leaves no date behind that somebody else would come to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from cohorts.exceptions import AlreadyBegun, AlreadyLeft
from cohorts.models import CoachingPair, Cohort, Membership, Person, SetMembership
from cohorts.services import invitations, own_columns, people, sets
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, AlreadyOver, NotOverYet
from workshops.models import CoachingSlot, SessionDay
from workshops.services import slots

CARRIED = ("cost_code", "purchase_order")  # of the place, whoever has it


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
def substitute(
    *, place: Membership, invite: bool, by: Person, now: datetime, post: Mapping[str, Any], **newcomer: str
) -> Membership:
    """Before the start, end a place and give it to somebody else, with its seat and what it is charged to.

    What the one before wrote stays theirs. Raises AlreadyBegun, AlreadyLeft, AlreadyHere.
    """
    place = Membership.objects.select_for_update(of=("self",)).select_related("cohort", "person").get(pk=place.pk)
    if place.left_at:
        raise AlreadyLeft(place)
    if place.role != Membership.Role.PARTICIPANT or place.cohort.has_begun(now):
        raise AlreadyBegun(place.cohort)
    seat = SetMembership.objects.current().filter(membership=place).select_related("learning_set").first()
    withdraw(place=place, by=by, now=now)
    carried = {name: getattr(place, name) for name in CARRIED}
    made = people.add_place(cohort=place.cohort, role=place.role, post={**post, **carried}, by=by, now=now, **newcomer)
    own_columns.carry(place, made)
    if seat:
        sets.seat(membership=made, learning_set=seat.learning_set, by=by, now=now)
    record(by, "took the place", made, at=now)
    if invite:
        invitations.invite(memberships=[made], by=by, now=now)
    return made


@transaction.atomic
def close(*, cohort: Cohort, by: Person, now: datetime) -> int:
    """End every place that is still held in a cohort that has ended; how many. Raises NotOverYet before its end."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not cohort.has_ended(now):
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
