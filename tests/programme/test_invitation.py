from datetime import timedelta

import pytest
import time_machine

from cohorts.models import Invitation
from cohorts.services import invitations
from tests.factories import NOW


@pytest.fixture
def invitation(cast):
    [row] = invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)
    return row


def link(row):
    return f"/invitation/{row.pk}/{invitations.token_of(row)}/"


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_it_says_who_invites_to_what_and_opening_it_changes_nothing(client, cast, invitation):
    with at(NOW):
        page = client.get(link(invitation)).content.decode()
    for words in (
        "West Country Leadership Programme",
        "Dana Whitfield",
        "Sam Okafor",
        "participant",
        "1 February 2027",
    ):
        assert words in page
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert "_auth_user_id" not in client.session


def test_one_press_accepts_and_signs_in(client, cast, invitation):
    with at(NOW):
        assert client.post(link(invitation))["Location"] == "/"
        assert client.get("/me/").wsgi_request.user == cast.participant
    invitation.refresh_from_db()
    assert invitation.accepted_at == NOW


def test_a_double_press_leads_home(client, invitation):
    with at(NOW):
        client.post(link(invitation))
        assert client.post(link(invitation))["Location"] == "/"


def test_it_signs_in_once(client, invitation):
    with at(NOW):
        client.post(link(invitation))
        elsewhere = type(client)()
        response = elsewhere.post(link(invitation))
        assert response.status_code == 410
        assert "Sign in with a code" in response.content.decode()
        assert "_auth_user_id" not in elsewhere.session


def test_a_lapsed_one_offers_a_new_one_which_comes_by_mail(client, invitation):
    with at(NOW + Invitation.LASTS):
        assert client.post(link(invitation)).status_code == 410
        assert "Send me a new invitation" in client.get(link(invitation)).content.decode()
        response = client.post(f"{link(invitation)}again/", follow=True)
        assert "on its way to your mailbox" in response.content.decode()
        assert client.get(link(invitation)).status_code == 404  # the link that lapsed is revoked
        invitation.refresh_from_db()
        assert invitation.round == 2
        assert client.get(link(invitation)).status_code == 200


def test_one_that_works_is_not_renewed(client, invitation):
    with at(NOW):
        assert client.post(f"{link(invitation)}again/")["Location"] == link(invitation)
    invitation.refresh_from_db()
    assert invitation.round == 1


@pytest.mark.parametrize("token", ["0" * 64, "x", "é", "%00"])
def test_a_wrong_token_finds_nothing(client, invitation, token):
    assert client.get(f"/invitation/{invitation.pk}/{token}/").status_code == 404
    assert client.post(f"/invitation/{invitation.pk}/{token}/").status_code == 404
    assert client.post(f"/invitation/{invitation.pk}/{token}/again/").status_code == 404


def test_a_token_of_another_finds_nothing(client, cast, invitation):
    [other] = invitations.invite(memberships=[cast.set_mate_place], by=cast.coordinator, now=NOW)
    assert client.get(f"/invitation/{other.pk}/{invitations.token_of(invitation)}/").status_code == 404


def test_that_of_a_withdrawn_place_is_dead(client, cast, invitation):
    cast.participant_place.left_at = NOW
    cast.participant_place.save()
    assert client.get(link(invitation)).status_code == 404
    assert client.post(link(invitation)).status_code == 404


def test_it_opens_no_own_words_where_somebody_else_reads_the_mailbox(client, cast, invitation):
    cast.participant.shared_mailbox = True
    cast.participant.save()
    with at(NOW):
        client.post(link(invitation))
        response = client.get("/me/")
    assert [way["method"] for way in client.session["account_authentication_methods"]] == ["invitation"]
    assert response.wsgi_request.viewer.reads_words is False


def test_it_takes_the_place_of_whoever_was_signed_in_and_gives_a_new_session(client, cast, invitation):
    client.force_login(cast.coordinator)
    before = client.session.session_key
    with at(NOW):
        client.post(link(invitation))
        assert client.get("/me/").wsgi_request.user == cast.participant
    assert client.session.session_key != before


def test_it_needs_the_token_of_the_form(invitation, client):
    strict = type(client)(enforce_csrf_checks=True)
    response = strict.post(link(invitation))
    assert response.status_code == 403
    assert "That page was open too long" in response.content.decode()


def test_a_title_that_looks_like_code_is_text(client, cast, invitation):
    cast.programme.name = "<script>{{7*7}} #panic(1)"
    cast.programme.save()
    with at(NOW + timedelta(days=1)):
        page = client.get(link(invitation)).content.decode()
    assert "&lt;script&gt;{{7*7}} #panic(1)" in page
