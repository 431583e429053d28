import unicodedata

import pytest
from allauth.account.models import EmailAddress

from cohorts.exceptions import AddressTaken, NotConfirmable, NotOpen
from cohorts.models import AddressChange, Event, Person
from cohorts.services import addresses, invitations
from tests.factories import NOW


def change(person, to, by):
    found = addresses.change_address(person=person, to=to, by=by, now=NOW)
    person.refresh_from_db()
    return found


def test_a_changed_address_is_kept_announced_and_locks_what_they_wrote(cast):
    row = change(cast.participant, "new@cast.example", cast.coordinator)
    assert (row.old, row.new, row.by) == ("participant@cast.example", "new@cast.example", cast.coordinator)
    assert cast.participant.address_locked
    assert [kept.email for kept in EmailAddress.objects.filter(user=cast.participant)] == ["new@cast.example"]
    assert Event.objects.get(verb="changed").fields == ["email"]


def test_the_same_address_written_otherwise_is_corrected_and_locks_nothing(cast):
    assert change(cast.participant, "Participant@Cast.example", cast.participant) is None
    assert cast.participant.email == "Participant@Cast.example"
    assert not cast.participant.address_locked
    assert not AddressChange.objects.exists()


@pytest.mark.parametrize("twin", ["COACH@cast.example", "coach@CAST.example"])
def test_an_address_that_somebody_has_however_written_is_refused(cast, twin):
    with pytest.raises(AddressTaken):
        change(cast.participant, twin, cast.participant)
    assert Person.objects.get(pk=cast.participant.pk).email == "participant@cast.example"


def test_the_other_unicode_form_of_an_address_is_the_same_address(cast):
    composed = "info@münchen.example"
    change(cast.participant, composed, cast.participant)
    with pytest.raises(AddressTaken):
        change(cast.coach, unicodedata.normalize("NFD", composed), cast.coach)


def test_an_invitation_that_lies_in_the_old_mailbox_signs_nobody_in(cast):
    [row] = invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)
    change(cast.participant, "new@cast.example", cast.coordinator)
    with pytest.raises(NotOpen):
        invitations.accept(invitation=row, now=NOW)


def test_the_link_to_the_old_address_confirms_once(cast):
    row = change(cast.participant, "new@cast.example", cast.coordinator)
    addresses.confirm_from_old_address(change=row, now=NOW)
    row.refresh_from_db()
    assert row.confirmed_at == NOW
    assert not Person.objects.get(pk=cast.participant.pk).address_locked
    with pytest.raises(NotConfirmable):
        addresses.confirm_from_old_address(change=row, now=NOW)


def test_the_link_of_an_earlier_change_confirms_no_later_one(cast):
    first = change(cast.participant, "new@cast.example", cast.coordinator)
    change(cast.participant, "newer@cast.example", cast.coordinator)
    with pytest.raises(NotConfirmable):
        addresses.confirm_from_old_address(change=first, now=NOW)
    assert Person.objects.get(pk=cast.participant.pk).address_locked


def test_the_adviser_confirms_in_person(cast):
    change(cast.participant, "new@cast.example", cast.coordinator)
    addresses.confirm_in_person(person=cast.participant, by=cast.adviser, now=NOW)
    assert not Person.objects.get(pk=cast.participant.pk).address_locked
    assert Event.objects.get(verb="confirmed").by == cast.adviser


@pytest.mark.parametrize("who", ["coordinator", "participant"])
def test_whoever_changed_it_and_the_person_themselves_cannot_confirm_it(cast, who):
    change(cast.participant, "new@cast.example", cast.coordinator)
    with pytest.raises(NotConfirmable):
        addresses.confirm_in_person(person=cast.participant, by=getattr(cast, who), now=NOW)
    assert Person.objects.get(pk=cast.participant.pk).address_locked


def test_an_address_that_was_never_confirmed_confirms_no_later_one(cast):
    change(cast.participant, "mine@thief.example", cast.coordinator)
    second = change(cast.participant, "mine2@thief.example", cast.participant)
    with pytest.raises(NotConfirmable):
        addresses.confirm_from_old_address(change=second, now=NOW)
    assert Person.objects.get(pk=cast.participant.pk).address_locked


def test_whoever_made_an_earlier_change_that_waits_cannot_confirm_the_later_one(cast):
    change(cast.participant, "mine@thief.example", cast.coordinator)
    change(cast.participant, "mine2@thief.example", cast.participant)
    with pytest.raises(NotConfirmable):
        addresses.confirm_in_person(person=cast.participant, by=cast.coordinator, now=NOW)
    addresses.confirm_in_person(person=cast.participant, by=cast.adviser, now=NOW)
    assert not Person.objects.get(pk=cast.participant.pk).address_locked


def test_a_token_fits_its_own_change_only(cast):
    first = change(cast.participant, "new@cast.example", cast.coordinator)
    second = change(cast.participant, "newer@cast.example", cast.coordinator)
    assert addresses.is_token_of(first, addresses.token_of(first))
    assert not addresses.is_token_of(second, addresses.token_of(first))
