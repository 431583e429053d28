from datetime import datetime

from django.db import transaction

from cohorts.exceptions import AlreadyHere, AlreadyLeft
from cohorts.models import Cohort, Invitation, Membership, Needs, Person
from cohorts.services import own_columns
from cohorts.trail import record

POST = ("person", "role", "job_title", "organisation", "profession", "mobile", "line_manager")
TERMS = ("release_by", "release_on", "cost_code", "purchase_order")


@transaction.atomic
def open_place(*, place: Membership, cohort: Cohort, by: Person, now: datetime) -> Membership:
    """The place in `cohort` that somebody moves to, with post, terms, needs and invitation of the `place` to be ended.

    An accepted invitation stays accepted; one that waits leads to the new place. Raises AlreadyHere, AlreadyLeft.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    place = Membership.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=place.pk)
    if place.left_at:
        raise AlreadyLeft(place)
    if Membership.objects.current().filter(cohort=cohort, person=place.person_id, role=place.role).exists():
        raise AlreadyHere(place)
    carried = {name: getattr(place, name) for name in POST + TERMS}
    moved = Membership.objects.create(cohort=cohort, joined_at=now, moved_from=place, **carried)
    Needs.objects.filter(membership=place).update(membership=moved)
    Invitation.objects.filter(membership=place).update(membership=moved)
    if cohort.programme_id == place.cohort.programme_id:
        own_columns.carry(place, moved)
    record(by, "moved", moved, at=now, fields=["cohort"])
    return moved
