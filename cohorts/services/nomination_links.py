"""The link by which employers nominate without signing in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cohorts import links
from cohorts.changing import change
from cohorts.exceptions import NotOpen, TooManyWait
from cohorts.models import Cohort, Nomination, NominationLink, Person
from cohorts.services import nominations
from cohorts.trail import record

MOST = 300  # unanswered at once


@transaction.atomic
def open_until(*, cohort: Cohort, closes_on: date, by: Person, now: datetime) -> NominationLink:
    """Take nominations by a link until the end of `closes_on`: by the link there is, or by a first one."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    fresh = {"nonce": links.new_nonce(), "closes_on": closes_on, "by": by, "at": now}
    link, is_new = NominationLink.objects.get_or_create(cohort=cohort, defaults=fresh)
    link, fields = change(link, {"closes_on": closes_on})
    if is_new or fields:
        record(by, "opened" if is_new else "changed", link, at=now, fields=["closes_on"])
    return link


@transaction.atomic
def renew(*, link: NominationLink, by: Person, now: datetime) -> NominationLink:
    """Make another link in its place. The old one opens nothing any more."""
    link, _fields = change(link, {"nonce": links.new_nonce()})
    record(by, "renewed", link, at=now)
    return link


@transaction.atomic
def close(*, link: NominationLink, by: Person, now: datetime) -> None:
    """Take the link away; what came by it stays."""
    record(by, "closed", link, at=now)
    link.delete()


@transaction.atomic
def nominate(*, link: NominationLink, values: Mapping[str, Any], now: datetime) -> Nomination:
    """Take down what came by the link. Raises NotOpen after its last day, and when it was taken away meanwhile.

    Raises TooManyWait where so many are unanswered that the address must have got into wrong hands.
    """
    row = NominationLink.objects.select_for_update(of=("self",)).select_related("cohort").filter(pk=link.pk).first()
    if row is None or row.nonce != link.nonce or not row.is_open(now):
        raise NotOpen(link)
    if row.cohort.nominations.filter(state=Nomination.State.NEW, by=None).count() >= MOST:
        raise TooManyWait(link)
    return nominations.nominate(cohort=row.cohort, values=values, by=None, now=now)


def token_of(link: NominationLink) -> str:
    """What stands in the link after its number."""
    return links.token("nominate", link.pk, link.nonce)


def is_token_of(link: NominationLink, given: str) -> bool:
    return links.is_right(given, "nominate", link.pk, link.nonce)
