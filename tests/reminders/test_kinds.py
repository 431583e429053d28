"""Invitations and changed addresses."""

from datetime import timedelta

import pytest

from cohorts.models import Invitation, Membership
from cohorts.services import addresses as changing
from cohorts.services import invitations as inviting
from reminders.expanding import expand
from reminders.kinds.invitations import plan as plan_invitations
from reminders.models import Message
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import MINUTE, addresses, fates, tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(cast):
    tick(NOW - MINUTE)
    (invitation,) = inviting.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)
    return invitation


def test_an_invitation_goes_once_with_its_link(cast, invited, mailoutbox):
    tick(NOW)
    tick(NOW + MINUTE)
    (mail,) = mailoutbox
    assert mail.to == ["Sam Okafor <participant@cast.example>"]
    assert mail.subject == "Your place on West Country Leadership Programme"
    assert f"/invitation/{invited.pk}/{inviting.token_of(invited)}/" in mail.body
    assert "until Monday 8 March 2027" in mail.body
    assert invited.nonce not in mail.body


def test_the_office_contact_never_gets_the_invitation(cast, invited, mailoutbox):
    tick(NOW)
    assert addresses(mailoutbox) == ["participant"]


def test_an_invitation_sent_again_goes_again_with_a_new_link(cast, invited, mailoutbox):
    tick(NOW)
    inviting.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW + MINUTE)
    tick(NOW + MINUTE)
    first, second = mailoutbox
    assert first.body != second.body


def test_an_invitation_overtaken_by_a_newer_one_does_not_go(cast, invited, mailoutbox):
    expanded()
    inviting.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW + timedelta(seconds=5))
    tick(NOW + MINUTE)
    assert len(mailoutbox) == 1
    assert fates() == [("participant", "skipped", "newer"), ("participant", "sent", "")]


def expanded():
    """As if a sender were just about to send the invitation."""
    plan_invitations(NOW - MINUTE, NOW)
    expand(NOW)


def test_an_accepted_invitation_does_not_go(cast, invited, mailoutbox):
    expanded()
    Invitation.objects.update(accepted_at=NOW)
    tick(NOW + MINUTE)
    assert mailoutbox == []
    assert fates() == [("participant", "skipped", "accepted")]


def test_whoever_left_is_not_invited(cast, invited, mailoutbox):
    expanded()
    Membership.objects.filter(pk=cast.participant_place.pk).update(left_at=NOW)
    tick(NOW + MINUTE)
    assert mailoutbox == []


def test_thirty_are_invited_at_the_cost_of_one(cast, django_assert_max_num_queries, mailoutbox):
    tick(NOW - MINUTE)
    places = [make.place(cast.cohort, make.person(f"Guest {number}")) for number in range(30)]
    inviting.invite(memberships=places, by=cast.coordinator, now=NOW)
    with django_assert_max_num_queries(20 + 3 * 30):
        tick(NOW)
    assert len(mailoutbox) == 30


def test_the_old_address_is_told_of_the_new_one(cast, mailoutbox):
    tick(NOW - MINUTE)
    change = changing.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=NOW)
    tick(NOW)
    (mail,) = mailoutbox
    assert mail.to == ["Sam Okafor <participant@cast.example>"]
    assert "was changed to new@cast.example" in mail.body
    assert f"/address-change/{change.pk}/{changing.token_of(change)}/" in mail.body
    assert Message.objects.get().occasion.programme == cast.programme


def test_the_old_address_is_told_even_while_messages_are_paused(cast, mailoutbox):
    cast.programme.paused_at = NOW
    cast.programme.save()
    changing.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=NOW)
    tick(NOW)
    assert addresses(mailoutbox) == ["participant"]


def test_somebody_without_a_programme_is_told_too(cast, mailoutbox):
    tick(NOW - MINUTE)
    changing.change_address(person=cast.administrator, to="new@cast.example", by=cast.administrator, now=NOW)
    tick(NOW)
    assert addresses(mailoutbox) == ["administrator"]
    assert Message.objects.get().occasion.programme is None
