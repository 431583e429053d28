import pytest

from cohorts.exceptions import OwnContact
from cohorts.models import Event, Needs, OfficeContact, Person
from cohorts.services import details
from tests.factories import NOW

NONE = {"diet": "", "access": "", "emergency_name": "", "emergency_phone": ""}


def change(cast, **needs):
    details.change_place(
        membership=cast.participant_place, mobile="07700 900123", needs=NONE | needs, by=cast.participant, now=NOW
    )
    cast.participant_place.refresh_from_db()


def test_mobile_and_needs_are_kept_with_who_entered_them_and_named_in_the_trail(cast):
    change(cast, diet="No nuts")
    needs = Needs.objects.get(membership=cast.participant_place)
    assert (cast.participant_place.mobile, needs.diet, needs.entered_by) == (
        "07700 900123",
        "No nuts",
        cast.participant,
    )
    assert Event.objects.get(verb="changed").fields == ["diet", "mobile"]


def test_saving_the_same_again_leaves_no_trace(cast):
    change(cast, diet="No nuts")
    change(cast, diet="No nuts")
    assert Event.objects.filter(verb="changed").count() == 1


def test_needs_that_are_emptied_leave_no_row(cast):
    change(cast, diet="No nuts")
    change(cast)
    assert not Needs.objects.exists()


def name(cast, email, called="Ada Byron"):
    return details.name_contact(principal=cast.set_mate, name=called, email=email, by=cast.set_mate, now=NOW)


def test_a_new_office_contact_can_sign_in(cast):
    named = name(cast, "ada@cast.example")
    assert (named.contact.name, named.contact.email) == ("Ada Byron", "ada@cast.example")
    assert named.contact.emailaddress_set.get().email == "ada@cast.example"


def test_somebody_known_keeps_their_name(cast):
    assert name(cast, "Office_Contact@cast.example").contact == cast.office_contact
    assert Person.objects.get(pk=cast.office_contact.pk).name == "Ellis Moreau"


def test_naming_the_same_again_changes_nothing(cast):
    assert name(cast, "ada@cast.example") == name(cast, "ADA@cast.example")


def test_nobody_is_their_own_office_contact(cast):
    with pytest.raises(OwnContact):
        name(cast, cast.set_mate.email)


def test_a_removed_contact_sees_nothing_from_then_on_and_may_be_named_again(cast):
    first = name(cast, "ada@cast.example")
    details.remove_contact(contact=first, by=cast.set_mate, now=NOW)
    details.remove_contact(contact=first, by=cast.set_mate, now=NOW)
    assert not OfficeContact.objects.current().filter(principal=cast.set_mate).exists()
    assert Event.objects.filter(verb="removed").count() == 1
    assert name(cast, "ada@cast.example") != first
