"""Who coaches whom."""

from datetime import datetime

from django.db import transaction

from cohorts.exceptions import AlreadyPaired, OfAnotherCohort
from cohorts.models import CoachingPair, Cohort, Membership, Person
from cohorts.trail import record

COACH, PARTICIPANT = Membership.Role.COACH, Membership.Role.PARTICIPANT


@transaction.atomic
def make_pair(*, coach: Membership, coachee: Membership, by: Person, now: datetime) -> CoachingPair:
    """Give a participant their coach; the same again gives the pair that there is.

    Raises OfAnotherCohort, and AlreadyPaired for a participant whose coach is somebody else.
    """
    Cohort.objects.select_for_update().get(pk=coachee.cohort_id)
    coach, coachee = Membership.objects.get(pk=coach.pk), Membership.objects.get(pk=coachee.pk)
    fits = coach.role == COACH and coachee.role == PARTICIPANT and coach.cohort_id == coachee.cohort_id
    if not fits or coach.left_at or coachee.left_at or coach.person_id == coachee.person_id:
        raise OfAnotherCohort(coach)
    going = CoachingPair.objects.going().filter(coachee=coachee)
    if pair := going.filter(coach=coach).first():
        return pair
    if going.exists():
        raise AlreadyPaired(coachee)
    pair = CoachingPair.objects.create(coach=coach, coachee=coachee, began_at=now)
    record(by, "paired", pair, at=now, fields=["coach", "coachee"])
    return pair


@transaction.atomic
def end_pair(*, pair: CoachingPair, by: Person, now: datetime) -> CoachingPair:
    """The two work together no longer; from now on each reads only what they wrote themselves."""
    pair = CoachingPair.objects.select_for_update().get(pk=pair.pk)
    if pair.ended_at is None:
        pair.ended_at = now
        pair.save(update_fields=["ended_at"])
        record(by, "parted", pair, at=now, fields=["ended_at"])
    return pair
