from datetime import timedelta

import pytest

from cohorts.exceptions import NotOpen
from cohorts.models import Event, Invitation
from cohorts.services import invitations
from tests.factories import NOW

LAPSED = NOW + Invitation.LASTS


def invite(cast, *places, now=NOW):
    return invitations.invite(memberships=places, by=cast.coordinator, now=now)


def test_inviting_makes_one_row_for_each_place_and_says_so_in_the_trail(cast):
    made = invite(cast, cast.participant_place, cast.set_mate_place)
    assert {row.membership for row in made} == {cast.participant_place, cast.set_mate_place}
    assert {(row.round, row.sent_at, row.by) for row in made} == {(1, NOW, cast.coordinator)}
    assert Event.objects.filter(verb="invited", by=cast.coordinator).count() == 2


def test_inviting_again_sends_anew_and_revokes_the_link_before(cast):
    [first] = invite(cast, cast.participant_place)
    [second] = invite(cast, cast.participant_place, now=NOW + timedelta(days=2))
    assert (second.pk, second.round, second.sent_at) == (first.pk, 2, NOW + timedelta(days=2))
    assert not invitations.is_token_of(second, invitations.token_of(first))


def test_who_accepted_is_not_invited_again(cast):
    [row] = invite(cast, cast.participant_place)
    invitations.accept(invitation=row, now=NOW)
    assert invite(cast, cast.participant_place, cast.set_mate_place)[0].membership == cast.set_mate_place


def test_who_has_left_is_not_invited(cast):
    assert invite(cast, cast.withdrawn_place) == []


def test_an_invitation_is_accepted_once(cast):
    [row] = invite(cast, cast.participant_place)
    assert invitations.accept(invitation=row, now=NOW) == cast.participant
    with pytest.raises(NotOpen):
        invitations.accept(invitation=row, now=NOW)
    assert Event.objects.filter(verb="accepted", by=cast.participant).count() == 1


def test_it_is_accepted_within_fourteen_days(cast):
    [row] = invite(cast, cast.participant_place)
    with pytest.raises(NotOpen):
        invitations.accept(invitation=row, now=LAPSED)
    assert invitations.accept(invitation=row, now=LAPSED - timedelta(seconds=1)) == cast.participant


def test_a_link_read_before_a_new_one_was_sent_accepts_nothing(cast):
    [row] = invite(cast, cast.participant_place)
    invite(cast, cast.participant_place)
    with pytest.raises(NotOpen):
        invitations.accept(invitation=row, now=NOW)


def test_a_withdrawn_place_cannot_be_accepted(cast):
    [row] = invite(cast, cast.participant_place)
    cast.participant_place.left_at = NOW
    cast.participant_place.save()
    with pytest.raises(NotOpen):
        invitations.accept(invitation=row, now=NOW)


def test_a_lapsed_one_is_renewed_by_the_invited_person(cast):
    [row] = invite(cast, cast.participant_place)
    new = invitations.ask_again(invitation=row, now=LAPSED)
    assert (new.round, new.sent_at, new.by) == (2, LAPSED, cast.coordinator)
    assert Event.objects.get(verb="invited again").by == cast.participant


def test_one_that_works_still_is_not_renewed_by_the_invited_person(cast):
    [row] = invite(cast, cast.participant_place)
    with pytest.raises(NotOpen):
        invitations.ask_again(invitation=row, now=NOW)
