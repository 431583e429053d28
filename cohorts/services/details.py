from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.changing import change
from cohorts.exceptions import OwnContact
from cohorts.models import Membership, Needs, OfficeContact, Person
from cohorts.services.persons import known_or_new
from cohorts.trail import record


@transaction.atomic
def change_person(*, person: Person, values: Mapping[str, Any], by: Person, now: datetime) -> Person:
    """Correct how somebody is called and written to. Not their address: see addresses."""
    person, fields = change(person, values)
    if fields:
        record(by, "changed", person, at=now, fields=fields)
    return person


@transaction.atomic
def change_place(
    *, membership: Membership, mobile: str, needs: Mapping[str, str], by: Person, now: datetime
) -> Membership:
    """Write the mobile and the needs of one place. Needs that are all empty leave no row behind."""
    membership, fields = change(membership, {"mobile": mobile})
    fields += write_needs(membership, needs, by, now)
    if fields:
        record(by, "changed", membership, at=now, fields=fields)
    return membership


def write_needs(membership: Membership, needs: Mapping[str, str], by: Person, now: datetime) -> list[str]:
    known = Needs.objects.select_for_update().filter(membership=membership).first()
    fields = [name for name, value in needs.items() if value != (getattr(known, name) if known else "")]
    if not fields:
        return []
    if not any(needs.values()):
        Needs.objects.filter(membership=membership).delete()
    else:
        Needs.objects.update_or_create(membership=membership, defaults={**needs, "entered_by": by, "at": now})
    return fields


@transaction.atomic
def name_contact(
    *, principal: Person, name: str, email: str, by: Person, now: datetime, instead: bool = False
) -> OfficeContact:
    """Name an office contact, somebody known or new. Naming them again changes `instead` alone. Raises OwnContact."""
    contact = known_or_new(email=email, name=name, by=by, now=now)
    if contact == principal:
        raise OwnContact(principal)
    Person.objects.select_for_update().get(pk=principal.pk)
    known = OfficeContact.objects.current().filter(principal=principal, contact=contact).first()
    if known:
        return change_contact(known, instead, by, now)
    named = OfficeContact.objects.create(
        principal=principal, contact=contact, instead=instead, named_by=by, named_at=now
    )
    record(by, "named", named, at=now)
    return named


def change_contact(known: OfficeContact, instead: bool, by: Person, now: datetime) -> OfficeContact:
    known, fields = change(known, {"instead": instead})
    if fields:
        record(by, "changed", known, at=now, fields=fields)
    return known


@transaction.atomic
def remove_contact(*, contact: OfficeContact, by: Person, now: datetime) -> None:
    """End it; what they could see ends with it. Removing again changes nothing."""
    row = OfficeContact.objects.select_for_update().get(pk=contact.pk)
    if row.removed_at:
        return
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    record(by, "removed", row, at=now)
