from datetime import datetime

from django.db import transaction

from cohorts.exceptions import AlreadyHere, AlreadyMoved
from cohorts.models import Cohort, Invitation, Membership, Needs, Person
from cohorts.trail import record

CARRIED = ("person", "role", "job_title", "organisation", "profession", "mobile", "line_manager")


@transaction.atomic
def open_place(*, place: Membership, cohort: Cohort, by: Person, now: datetime) -> Membership:
    """The place in `cohort` that somebody moves to, with post, needs and invitation of `place`, which is to be ended.

    An accepted invitation stays accepted; one that waits leads to the new place. Raises AlreadyHere, AlreadyMoved.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    place = Membership.objects.select_for_update().get(pk=place.pk)
    if place.left_at:
        raise AlreadyMoved(place)
    if Membership.objects.current().filter(cohort=cohort, person=place.person_id, role=place.role).exists():
        raise AlreadyHere(place)
    carried = {name: getattr(place, name) for name in CARRIED}
    moved = Membership.objects.create(cohort=cohort, joined_at=now, moved_from=place, **carried)
    Needs.objects.filter(membership=place).update(membership=moved)
    Invitation.objects.filter(membership=place).update(membership=moved)
    record(by, "moved", moved, at=now, fields=["cohort"])
    return moved
