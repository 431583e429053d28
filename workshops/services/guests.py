from datetime import datetime

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled
from workshops.models import Guest, SessionDay
from workshops.services.locking import locked


@transaction.atomic
def add(*, day: SessionDay, name: str, organisation: str, by: Person, now: datetime) -> Guest:
    """Expect a guest on `day`; the same name and organisation twice is one guest. Raises AlreadyCancelled."""
    session = locked(day.session_id)
    if session.days.get(pk=day.pk).cancelled_at:
        raise AlreadyCancelled
    added = {"by": by, "at": now}
    guest, is_new = Guest.objects.get_or_create(day=day, name=name, organisation=organisation, defaults=added)
    if is_new:
        record(by, "added", guest, at=now, fields=["name", "organisation"])
    return guest


@transaction.atomic
def remove(*, guest: Guest, by: Person, now: datetime) -> None:
    """Expect them no longer; twice changes nothing."""
    locked(guest.day.session_id)
    if Guest.objects.filter(pk=guest.pk).exists():
        record(by, "removed", guest, at=now)
        guest.delete()
