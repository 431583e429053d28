"""Hard wishes about who shares a set."""

from datetime import datetime

from django.db import transaction

from cohorts.exceptions import OfAnotherCohort
from cohorts.models import Cohort, Membership, Person, SetWish
from cohorts.trail import record

PARTICIPANT = Membership.Role.PARTICIPANT


@transaction.atomic
def wish(*, cohort: Cohort, one: Membership, other: Membership, kind: str, by: Person, now: datetime) -> SetWish:
    """Wish that two participants share a set, or never do. Raises OfAnotherCohort.

    It replaces what was wished of the two before.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    one, other = sorted((one, other), key=lambda place: place.pk)
    fits = Membership.objects.current().filter(cohort=cohort, role=PARTICIPANT, pk__in=[one.pk, other.pk])
    if fits.count() < 2:
        raise OfAnotherCohort([one, other])
    kept, _is_new = SetWish.objects.update_or_create(
        one=one, other=other, defaults={"cohort": cohort, "kind": kind, "at": now}
    )
    record(by, "wished", kept, at=now, fields=["kind"])
    return kept


@transaction.atomic
def forget(*, wish: SetWish, by: Person, now: datetime) -> None:
    record(by, "removed", wish, at=now)
    wish.delete()
