import pytest

from cohorts.models import Membership, OfficeContact, Person
from cohorts.services import feeds, people
from tests.factories import NOW
from tests.workshops.acting import trail


@pytest.fixture
def sam(cast):
    return feeds.renew(person=cast.participant, by=cast.participant, now=NOW)


def opens(person, token):
    return feeds.reader_of(pk=person.pk, given=token) == person


def test_a_new_address_stops_the_old_one(sam):
    old = feeds.token_of(sam)
    assert opens(sam, old)
    new = feeds.renew(person=sam, by=sam, now=NOW)
    assert not opens(sam, old)
    assert opens(sam, feeds.token_of(new))


def test_stopping_leaves_no_address_and_again_changes_nothing(sam):
    old = feeds.token_of(sam)
    for _ in range(2):
        stopped = feeds.stop(person=sam, by=sam, now=NOW)
    assert not opens(sam, old)
    assert feeds.token_of(stopped) == ""
    assert trail(sam) == [("changed", ["feed_nonce"])] * 2  # made, stopped


def test_without_an_address_not_even_the_token_of_none_opens(cast):
    of_none = feeds.links.token("feed", cast.participant.pk, "")
    assert not opens(cast.participant, of_none)
    assert not opens(cast.participant, feeds.links.token("feed", cast.participant.pk, feeds.NOBODYS))


def test_what_opens_one_calendar_opens_no_other(sam, cast):
    feeds.renew(person=cast.set_mate, by=cast.set_mate, now=NOW)
    assert feeds.reader_of(pk=cast.set_mate.pk, given=feeds.token_of(sam)) is None


@pytest.mark.parametrize("given", ["", "0" * 64, "Ελένη", "a\x00b", "x" * 10_000])
def test_a_guess_opens_nothing(sam, given):
    assert feeds.reader_of(pk=sam.pk, given=given) is None


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_nobody_has_no_calendar(sam, pk):
    assert feeds.reader_of(pk=pk, given=feeds.token_of(sam)) is None


@pytest.mark.parametrize("gone", [{"is_active": False}, {"erased_at": NOW}])
def test_whoever_is_inactive_or_erased_has_none_at_once(sam, gone):
    Person.objects.filter(pk=sam.pk).update(**gone)
    assert not opens(sam, feeds.token_of(sam))


def test_withdrawing_ends_it_and_that_of_the_office_contact_with_it(sam, cast):
    contact = feeds.renew(person=cast.office_contact, by=cast.office_contact, now=NOW)
    assert opens(contact, feeds.token_of(contact))
    people.withdraw(place=cast.participant_place, by=cast.coordinator, now=NOW)
    assert not opens(sam, feeds.token_of(sam))
    assert not opens(contact, feeds.token_of(contact))


def test_an_office_contact_who_was_removed_has_none(cast):
    contact = feeds.renew(person=cast.office_contact, by=cast.office_contact, now=NOW)
    OfficeContact.objects.update(removed_at=NOW)
    assert not opens(contact, feeds.token_of(contact))


def test_one_place_of_two_is_enough(sam, cast):
    Membership.objects.create(cohort=cast.second_cohort, person=sam, role="coach", joined_at=NOW)
    people.withdraw(place=cast.participant_place, by=cast.coordinator, now=NOW)
    assert opens(sam, feeds.token_of(sam))


def test_a_locked_address_and_a_shared_mailbox_keep_it_for_it_tells_logistics_alone(sam):
    Person.objects.filter(pk=sam.pk).update(address_locked=True, shared_mailbox=True)
    assert opens(sam, feeds.token_of(sam))


def test_a_wrong_address_is_measured_like_a_right_one(sam, monkeypatch, django_assert_num_queries):
    compared = []
    monkeypatch.setattr(feeds.links, "is_right", lambda *given: compared.append(given))
    for pk in (sam.pk, 999_999):
        with django_assert_num_queries(1):
            feeds.reader_of(pk=pk, given="0" * 64)
    assert len(compared) == 2
