"""Whom employers would send: taken down, put in order, given a place or declined."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from cohorts.changing import change
from cohorts.exceptions import AlreadyDecided, Full
from cohorts.models import Cohort, Membership, Nomination, Person
from cohorts.services import invitations, people
from cohorts.trail import record

NEW, WAITING = Nomination.State.NEW, Nomination.State.WAITING
ACCEPTED, DECLINED = Nomination.State.ACCEPTED, Nomination.State.DECLINED
AFTER = timedelta(days=91)  # since the cohort began without them, or ended with them
POST = ("job_title", "organisation", "line_manager", "release_by", "release_on", "cost_code", "purchase_order")


@transaction.atomic
def nominate(*, cohort: Cohort, values: Mapping[str, Any], by: Person | None, now: datetime) -> Nomination:
    """Take a nomination down. Whoever was nominated before is nominated again: the office sees both."""
    made = Nomination.objects.create(cohort=cohort, by=by, at=now, **values)
    record(by, "nominated", made, at=now, fields=[name for name, value in values.items() if value])
    return made


@transaction.atomic
def correct(*, nomination: Nomination, values: Mapping[str, Any], by: Person, now: datetime) -> Nomination:
    """Correct what was written. Raises AlreadyDecided once it has a place: the place is corrected then."""
    nomination = held(nomination)
    nomination, fields = change(nomination, values)
    if fields:
        record(by, "changed", nomination, at=now, fields=fields)
    return nomination


@transaction.atomic
def put_on_waiting_list(*, nomination: Nomination, by: Person, now: datetime) -> Nomination:
    """At its end. Whoever waits already stays where they are."""
    nomination = held(nomination)
    if nomination.state == WAITING:
        return nomination
    last = waiting(nomination.cohort_id).aggregate(last=Max("position"))["last"] or 0
    return decide(nomination, "put on the waiting list", by, now, state=WAITING, position=last + 1)


@transaction.atomic
def move(*, nomination: Nomination, up: bool, by: Person, now: datetime) -> None:
    """Change places with the one above or below. At the end of the list nothing happens."""
    nomination = held(nomination)
    queue = list(waiting(nomination.cohort_id))
    if nomination not in queue:
        raise AlreadyDecided(nomination)
    at = queue.index(nomination)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(queue):
        return
    queue[at], queue[to] = queue[to], queue[at]
    for position, one in enumerate(queue, 1):
        one.position = position
    Nomination.objects.bulk_update(queue, ["position"])
    record(by, "moved on the waiting list", nomination, at=now)


@transaction.atomic
def accept(*, nomination: Nomination, invite: bool, by: Person, now: datetime) -> Membership:
    """Give a place, with line manager, release and what it is charged to; `invite` also sends the invitation.

    Raises Full, AlreadyHere, and AlreadyDecided.
    """
    nomination = held(nomination)
    if free_places(nomination.cohort) == 0:
        raise Full(nomination.cohort)
    place = people.add_place(
        cohort=nomination.cohort,
        role=Membership.Role.PARTICIPANT,
        email=nomination.email,
        name=nomination.name,
        post={name: getattr(nomination, name) for name in POST},
        by=by,
        now=now,
    )
    decide(nomination, "accepted", by, now, state=ACCEPTED, position=None, membership=place)
    if invite:
        invitations.invite(memberships=[place], by=by, now=now)
    return place


@transaction.atomic
def decline(*, nomination: Nomination, reason: str, by: Person, now: datetime) -> Nomination:
    """Say no, for one of the reasons that the trail may know. Nobody is written to."""
    nomination = held(nomination)
    fields = {"state": DECLINED, "position": None, "reason": reason}
    return decide(nomination, "declined", by, now, **fields, said=[reason])


@transaction.atomic
def take_up_again(*, nomination: Nomination, by: Person, now: datetime) -> Nomination:
    """Decide anew on one that was declined. Raises AlreadyDecided for any other."""
    Cohort.objects.select_for_update().get(pk=nomination.cohort_id)
    nomination = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if nomination.state != DECLINED:
        raise AlreadyDecided(nomination)
    return decide(nomination, "taken up again", by, now, state=NEW, reason="", decided_at=None)


def held(nomination: Nomination) -> Nomination:
    """The nomination as it is, with its cohort held, so that two decide one after the other. Raises AlreadyDecided."""
    Cohort.objects.select_for_update().get(pk=nomination.cohort_id)
    row = Nomination.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=nomination.pk)
    if not row.is_open:
        raise AlreadyDecided(row)
    return row


def decide(
    nomination: Nomination, verb: str, by: Person, now: datetime, *, said: Sequence[str] = (), **values: Any
) -> Nomination:
    values = {"decided_at": now} | values
    for name, value in values.items():
        setattr(nomination, name, value)
    nomination.save(update_fields=list(values))
    record(by, verb, nomination, at=now, fields=said)
    return nomination


def waiting(cohort_id: int) -> QuerySet[Nomination]:
    return Nomination.objects.waiting().filter(cohort=cohort_id)


def taken_places(cohort: Cohort) -> int:
    """How many participants have a place now."""
    return Membership.objects.current().participants().filter(cohort=cohort).count()


def free_places(cohort: Cohort) -> int | None:
    """How many places are left; None without a limit."""
    return None if cohort.places is None else max(cohort.places - taken_places(cohort), 0)


def too_many(cohort: Cohort) -> bool:
    """Whether more participants take part than there are places."""
    return cohort.places is not None and taken_places(cohort) > cohort.places


def next_for_a_place(cohort: Cohort, now: datetime) -> Nomination | None:
    """The first who waits, where a place is known to be free and the cohort has not begun."""
    return None if cohort.has_begun(now) or not free_places(cohort) else waiting(cohort.pk).first()


def forget(*, now: datetime, dry_run: bool = False) -> int:
    """Delete nominations that came to nothing three months after the cohort began, the others three after it ended."""
    day = (now - AFTER).date()
    in_vain = ~Q(state=ACCEPTED) & Q(cohort__starts_on__lt=day)
    old = Nomination.objects.filter(in_vain | Q(cohort__ends_on__lt=day))
    return old.count() if dry_run else old.delete()[0]
