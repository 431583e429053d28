"""Times that a coach keeps free, and the coaching that becomes of them.

Whoever books, moves or cancels holds the pair first, then the slots by number, then the session: in this order always.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.models import CoachingPair, Membership, Person
from cohorts.services import pairs
from cohorts.trail import record
from workshops.exceptions import (
    AlreadyCancelled,
    AlreadyOver,
    DatesAhead,
    HasADate,
    HasNoDate,
    OtherSession,
    PairEnded,
    SlotGone,
    SlotTaken,
)
from workshops.models import CoachingSlot, Session, SessionDay
from workshops.services import days, sessions

COACHING = Session.Kind.COACHING


@transaction.atomic
def offer(*, coach: Membership, fields: Mapping[str, Any], by: Person, now: datetime) -> CoachingSlot:
    """Keep a time free, in the zone of the cohort; the same again gives the one that there is. Raises SlotGone."""
    coach = Membership.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=coach.pk)
    if coach.left_at or coach.role != Membership.Role.COACH:
        raise OtherSession
    standing = CoachingSlot.objects.filter(coach=coach, withdrawn_at=None)
    if known := standing.filter(date=fields["date"], opens=fields["opens"]).first():
        return known
    slot = CoachingSlot(coach=coach, zone=coach.cohort.zone, offered_at=now, **fields)
    slot.save()
    if slot.starts_at <= now:
        raise SlotGone
    record(by, "offered", slot, at=now, fields=fields)
    return slot


@transaction.atomic
def withdraw(*, slot: CoachingSlot, by: Person, now: datetime) -> CoachingSlot:
    """Take a time back that nobody has booked. Again changes nothing. Raises SlotTaken."""
    slot = locked_slot(slot)
    if slot.is_taken:
        raise SlotTaken
    if slot.withdrawn_at is None:
        slot.withdrawn_at = now
        slot.save(update_fields=["withdrawn_at"])
        record(by, "took back", slot, at=now, fields=["withdrawn_at"])
    return slot


@transaction.atomic
def book(*, slot: CoachingSlot, pair: CoachingPair, by: Person, now: datetime) -> Session:
    """Make the slot a coaching of the pair, told to both; the same again gives that coaching.

    Raises PairEnded, SlotGone, SlotTaken, and HasADate where another booked date is still to come.
    """
    pair, slot = locked_pair(pair), locked_slot(slot)
    if mine := already(slot, pair):
        return mine
    must_be_free(slot, pair, now)
    if booked_day(pair, now):
        raise HasADate
    return take(slot, new_session(slot, pair, by, now), by, now)


@transaction.atomic
def move(*, slot: CoachingSlot, pair: CoachingPair, by: Person, now: datetime) -> Session:
    """Move the pair's booked date to this slot and free the one it had. Raises as `book`, and HasNoDate."""
    pair = locked_pair(pair)
    day = booked_day(pair, now)
    for pk in sorted({slot.pk, *CoachingSlot.objects.filter(session__days=day).values_list("pk", flat=True)}):
        CoachingSlot.objects.select_for_update().get(pk=pk)
    slot = locked_slot(slot)
    if mine := already(slot, pair):
        return mine
    must_be_free(slot, pair, now)
    if day is None:
        raise HasNoDate
    CoachingSlot.objects.filter(session=day.session_id).update(session=None)
    days.edit(day=day, fields=slot.day_fields, by=by, now=now)
    return take(slot, day.session, by, now)


@transaction.atomic
def cancel(*, day: SessionDay, by: Person, now: datetime) -> None:
    """Take a date of the pair off both calendars; a slot that it came from is free again.

    Raises AlreadyCancelled, AlreadyOver, and OtherSession for what is no coaching.
    """
    if day.session.coaching_pair is None:
        raise OtherSession
    locked_pair(day.session.coaching_pair)
    day = SessionDay.objects.select_related("session").get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    if day.starts_at <= now:
        raise AlreadyOver
    days.cancel(day=day, by=by, now=now)
    CoachingSlot.objects.filter(session=day.session_id).update(session=None)


@transaction.atomic
def part(*, pair: CoachingPair, by: Person, now: datetime) -> CoachingPair:
    """End a pair that has no date ahead: whoever has left a pair is told of none. Raises DatesAhead."""
    pair = locked_pair(pair)
    if SessionDay.objects.ahead(now).filter(session__coaching_pair=pair).exists():
        raise DatesAhead
    return pairs.end_pair(pair=pair, by=by, now=now)


def locked_pair(pair: CoachingPair) -> CoachingPair:
    return CoachingPair.objects.select_for_update(of=("self",)).select_related("coachee__cohort").get(pk=pair.pk)


def locked_slot(slot: CoachingSlot) -> CoachingSlot:
    """The slot as it is now, held. It is read again under the lock: a statement that waited saw what was before."""
    CoachingSlot.objects.select_for_update().get(pk=slot.pk)
    return CoachingSlot.objects.with_standing().get(pk=slot.pk)


def already(slot: CoachingSlot, pair: CoachingPair) -> Session | None:
    """The coaching it has become, where that is this pair's own: a button pressed twice."""
    mine = slot.is_taken and slot.session and slot.session.coaching_pair_id == pair.pk
    return slot.session if mine else None


def must_be_free(slot: CoachingSlot, pair: CoachingPair, now: datetime) -> None:
    if pair.ended_at:
        raise PairEnded
    if slot.withdrawn_at or slot.starts_at <= now or slot.coach_id != pair.coach_id:
        raise SlotGone
    if slot.is_taken:
        raise SlotTaken


def booked_day(pair: CoachingPair, now: datetime) -> SessionDay | None:
    """The date ahead that the pair has from a slot."""
    ahead = SessionDay.objects.ahead(now).filter(starts_at__gt=now)
    mine = ahead.filter(session__coaching_pair=pair, session__slot__isnull=False)
    return mine.select_related("session").first()


def new_session(slot: CoachingSlot, pair: CoachingPair, by: Person, now: datetime) -> Session:
    fields = {"kind": COACHING, "name": str(COACHING.label), "coaching_pair": pair}
    made = sessions.add(cohort=pair.coachee.cohort, fields=fields, objectives=[], day=slot.day_fields, by=by, now=now)
    return sessions.publish_dates(session=made, by=by, now=now)


def take(slot: CoachingSlot, session: Session, by: Person, now: datetime) -> Session:
    slot.session = session
    slot.save(update_fields=["session"])
    record(by, "booked", slot, at=now, fields=["session"])
    return session
