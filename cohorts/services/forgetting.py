"""What is deleted because its time is over. Lost, late or doubled, it changes nothing; a dry run only counts."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from cohorts.models import AddressChange, Cohort, Complaint, Needs, Upload
from cohorts.trail import record

AFTER = timedelta(days=28)  # since the cohort ended, or somebody left it
ADDRESSES = timedelta(days=365)
COMPLAINTS = timedelta(days=2 * 365)  # since the answer


def gone(rows: QuerySet[Any], dry_run: bool) -> int:
    """Delete `rows`, or with a dry run none of them; how many that is."""
    return rows.count() if dry_run else rows.delete()[0]


@transaction.atomic
def needs(*, now: datetime, dry_run: bool = False) -> int:
    """Diet, access and whom to ring, four weeks after the end of a cohort, or after its holder left."""
    day = (now - AFTER).date()
    old = Needs.objects.filter(Q(membership__cohort__ends_on__lt=day) | Q(membership__left_at__lt=now - AFTER))
    cohorts = list(Cohort.objects.filter(memberships__needs__in=old).distinct())
    if dry_run or not cohorts:
        return old.count()
    number = gone(old, dry_run)
    for cohort in cohorts:
        record(None, "forgot needs of", cohort, at=now)
    return number


def uploads(*, now: datetime, dry_run: bool = False) -> int:
    """Lists of people that nobody confirmed within a day."""
    old = Upload.objects.stale(now)
    return gone(old, dry_run)


def addresses(*, now: datetime, dry_run: bool = False) -> int:
    """Which address somebody had before, a year after they changed it; not while the new one waits to be confirmed."""
    settled = Q(confirmed_at__isnull=False) | Q(person__address_locked=False)
    old = AddressChange.objects.filter(settled, at__lt=now - ADDRESSES)
    return gone(old, dry_run)


def complaints(*, now: datetime, dry_run: bool = False) -> int:
    """Complaints and their answers, two years after the answer. That one was sent and answered stands in the trail."""
    old = Complaint.objects.filter(answered_at__lt=now - COMPLAINTS)
    return gone(old, dry_run)
