"""The private address of somebody's calendar: made, replaced and stopped by them alone."""

from datetime import datetime

from django.db import transaction

from cohorts import links
from cohorts.changing import change
from cohorts.models import Person
from cohorts.trail import record

NOBODYS = links.new_nonce()  # what a wrong address is measured against, so that it takes as long as a right one


@transaction.atomic
def renew(*, person: Person, by: Person, now: datetime) -> Person:
    """Give the calendar of `person` an address that nobody had before. The one it had stops at once."""
    return write(person, links.new_nonce(), by, now)


@transaction.atomic
def stop(*, person: Person, by: Person, now: datetime) -> Person:
    """Take the address away. Again changes nothing."""
    return write(person, "", by, now)


def write(person: Person, nonce: str, by: Person, now: datetime) -> Person:
    person, fields = change(person, {"feed_nonce": nonce})
    if fields:
        record(by, "changed", person, at=now, fields=fields)
    return person


def token_of(person: Person) -> str:
    """What stands in the address after the person's number; empty while they have none."""
    return links.token("feed", person.pk, person.feed_nonce) if person.feed_nonce else ""


def reader_of(*, pk: int, given: str) -> Person | None:
    """The person whose address this is. None for a wrong one, a stopped one, and one whose owner has no calendar."""
    person = Person.objects.with_a_calendar().filter(pk=pk).first()
    nonce = person.feed_nonce if person else ""
    is_right = links.is_right(given, "feed", pk, nonce or NOBODYS)
    return person if nonce and is_right else None
