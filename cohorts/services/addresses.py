"""The only place that changes an address. What people wrote stays closed until the new one is confirmed."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from cohorts import links
from cohorts.exceptions import AddressTaken, NotConfirmable
from cohorts.models import AddressChange, Invitation, Person
from cohorts.text import email_key
from cohorts.trail import record


@transaction.atomic
def change_address(*, person: Person, to: str, by: Person, now: datetime) -> AddressChange | None:
    """Move `person` to the address `to`, and lock what people wrote. Raises AddressTaken.

    The old address is told of it. The same address written otherwise is only corrected: nothing locks, None is given.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    old, is_same = person.email, person.email_key == email_key(to)
    if not is_same and Person.objects.with_address(to).exists():
        raise AddressTaken(to)
    try:
        write_address(person, to, locked=person.address_locked or not is_same)
    except IntegrityError as race:
        raise AddressTaken(to) from race
    record(by, "changed", person, at=now, fields=["email"])
    if is_same:
        return None
    revoke_invitations(person)
    return AddressChange.objects.create(person=person, old=old, new=person.email, at=now, by=by)


def revoke_invitations(person: Person) -> None:
    """Links that lie in the old mailbox sign nobody in."""
    for invitation in Invitation.objects.select_for_update().filter(membership__person=person, accepted_at=None):
        invitation.nonce = links.new_nonce()
        invitation.save(update_fields=["nonce"])


@transaction.atomic
def write_address(person: Person, to: str, *, locked: bool) -> None:
    person.email, person.address_locked = to, locked
    person.save(update_fields=["email", "address_locked"])
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)


@transaction.atomic
def confirm_address(*, person: Person, by: Person, now: datetime) -> None:
    """Unlock what people wrote: the person has shown that the new address is theirs. Again changes nothing."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.address_locked:
        return
    person.address_locked = False
    person.save(update_fields=["address_locked"])
    person.address_changes.filter(confirmed_at=None).update(confirmed_at=now)
    record(by, "confirmed", person, at=now, fields=["email"])


@transaction.atomic
def confirm_from_old_address(*, change: AddressChange, now: datetime) -> None:
    """Confirm by the link that went to the old address. Raises NotConfirmable when another change waits, too.

    Of two that wait, the later one left an address that nobody has confirmed: whoever made the first reads its mail.
    """
    person = Person.objects.select_for_update().get(pk=change.person_id)
    if list(person.address_changes.filter(confirmed_at=None)) != [change]:
        raise NotConfirmable(change)
    confirm_address(person=person, by=person, now=now)


@transaction.atomic
def confirm_in_person(*, person: Person, by: Person, now: datetime) -> None:
    """Confirm because `by` has spoken with the person. Raises NotConfirmable for whoever changed it, and oneself."""
    if person == by or person.address_changes.filter(confirmed_at=None, by=by).exists():
        raise NotConfirmable(person)
    confirm_address(person=person, by=by, now=now)


def token_of(change: AddressChange) -> str:
    """What stands in the link that the old address is sent, after the change's number."""
    return links.token("address", change.pk, f"{change.old}>{change.new}")


def is_token_of(change: AddressChange, given: str) -> bool:
    return links.is_right(given, "address", change.pk, f"{change.old}>{change.new}")
