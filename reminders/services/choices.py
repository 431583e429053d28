"""Which mails somebody wants."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cohorts.links import new_nonce
from cohorts.models import Person
from cohorts.services.details import change_person
from cohorts.trail import record
from reminders.models import OptOut


@transaction.atomic
def choose_mails(
    *, person: Person, wanted: Mapping[str, bool], own_words: bool | None, by: Person, now: datetime
) -> None:
    """Keep which of the optional kinds somebody wants, and whether their own words come by mail (None: as before)."""
    for kind, wants in wanted.items():
        opt(person=person, kind=kind, out=not wants, by=by, now=now)
    if own_words is not None:
        change_person(person=person, values={"own_words_by_mail": own_words}, by=by, now=now)


@transaction.atomic
def end_links(*, person: Person, by: Person, now: datetime) -> None:
    """Make the links in mails sent so far open nothing: to reply, and to stop mails. Later mails bring new ones."""
    change_person(person=person, values={"reply_nonce": new_nonce()}, by=by, now=now)


@transaction.atomic
def opt(*, person: Person, kind: str, out: bool, by: Person, now: datetime) -> None:
    """Do without the mails of one kind, or get them again. The same twice changes nothing."""
    known = OptOut.objects.filter(person=person, kind=kind)
    if known.exists() == out:
        return
    if out:
        OptOut.objects.bulk_create([OptOut(person=person, kind=kind, at=now)], ignore_conflicts=True)
    else:
        known.delete()
    record(by, "did without" if out else "wanted again", person, at=now, fields=[kind])
