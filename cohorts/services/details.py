from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.changing import change, written
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
    fields += write_needs({membership.pk: needs}, by, now).get(membership.pk, [])
    if fields:
        record(by, "changed", membership, at=now, fields=fields)
    return membership


def write_needs(wanted: Mapping[int, Mapping[str, str]], by: Person, now: datetime) -> dict[int, list[str]]:
    """Write the needs of places by their id, in a few queries; the names that differed. All empty leave no row."""
    known = {needs.membership_id: needs for needs in Needs.objects.select_for_update().filter(membership__in=wanted)}
    fresh = {pk: known.get(pk) or Needs(membership_id=pk) for pk in wanted}
    fields = {pk: changed for pk, needs in fresh.items() if (changed := written(needs, wanted[pk]))}
    kept = [fresh[pk] for pk in fields if any(getattr(fresh[pk], name) for name in Needs.TEXTS)]
    for needs in kept:
        needs.entered_by, needs.at = by, now
    Needs.objects.filter(membership__in=fields.keys() - {needs.membership_id for needs in kept}).delete()
    columns = [*Needs.TEXTS, "entered_by", "at"]
    Needs.objects.bulk_create(kept, update_conflicts=True, unique_fields=["membership"], update_fields=columns)
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
