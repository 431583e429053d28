"""The logo of a partner body."""

from datetime import datetime

from django.db import transaction

from cohorts.logos import checked
from cohorts.models import Logo, PartnerBody, Person
from cohorts.trail import record


@transaction.atomic
def set_logo(*, partner: PartnerBody, content: bytes, alt: str, by: Person, now: datetime) -> Logo:
    """Give the partner body this logo instead of any it had. Raises cohorts.logos.NotALogo."""
    kind = checked(content)
    fields = {"kind": kind, "alt": alt, "content": content, "at": now}
    logo, _new = Logo.objects.update_or_create(partner=partner, defaults=fields)
    record(by, "changed", partner, at=now, fields=["logo"])
    return logo


@transaction.atomic
def word_logo(*, partner: PartnerBody, alt: str, by: Person, now: datetime) -> None:
    """Say the logo in other words."""
    if Logo.objects.filter(partner=partner).exclude(alt=alt).update(alt=alt):
        record(by, "changed", partner, at=now, fields=["logo"])


@transaction.atomic
def remove_logo(*, partner: PartnerBody, by: Person, now: datetime) -> None:
    """Take the logo off pages and sheets. Nothing happens when there is none."""
    if Logo.objects.filter(partner=partner).delete()[0]:
        record(by, "changed", partner, at=now, fields=["logo"])
