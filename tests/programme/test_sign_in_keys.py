"""Signing in with more than a code: authenticator, recovery codes, passkeys, and the mailbox that others read."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession

from cohorts.models import Person
from cohorts.services import addresses
from programme import sign_in
from tests import factories as make
from tests.programme.test_sign_in import ask, code, sign_in_by_code, who


def with_authenticator(person):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def digits(secret, ago=0):
    counter = next(iter(totp.yield_hotp_counters_from_time())) - ago
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_who_set_up_an_authenticator_is_asked_for_it_after_the_code(client, cast):
    secret = with_authenticator(cast.participant)
    assert sign_in_by_code(client, cast.participant)["Location"] == "/sign-in/authenticator/"
    assert who(client) is None
    assert client.post("/sign-in/authenticator/", {"code": "000000"}).status_code == 200
    client.post("/sign-in/authenticator/", {"code": digits(secret)})
    assert who(client) == cast.participant


def test_a_recovery_code_does_once_what_the_authenticator_does(client, cast):
    with_authenticator(cast.participant)
    kept = Authenticator.objects.get(user=cast.participant, type="recovery_codes").wrap().get_unused_codes()[0]
    for worked in (True, False):
        sign_in_by_code(client, cast.participant)
        client.post("/sign-in/authenticator/", {"code": kept})
        assert (who(client) == cast.participant) is worked
        client.logout()


def test_a_code_alone_opens_logistics_only_where_somebody_else_reads_the_mailbox(client, cast):
    share_mailbox(cast.participant)
    sign_in_by_code(client, cast.participant)
    response = client.get("/me/")
    assert response.wsgi_request.viewer.reads_words is False
    assert "Somebody else reads your mailbox" in response.content.decode()


def test_their_authenticator_opens_the_rest(client, cast):
    secret = with_authenticator(cast.participant)
    share_mailbox(cast.participant)
    assert sign_in_by_code(client, cast.participant)["Location"] == "/"
    assert client.get("/me/").wsgi_request.viewer.reads_words is False
    response = client.post("/me/prove/code/?next=/me/", {"code": digits(secret)})
    assert response["Location"] == "/me/"
    assert client.get("/me/").wsgi_request.viewer.reads_words is True


def test_a_code_opens_everything_where_nobody_else_reads_the_mailbox(client, cast):
    sign_in_by_code(client, cast.participant)
    assert client.get("/me/").wsgi_request.viewer.reads_words is True


def test_who_reads_the_mailbox_cannot_make_themselves_a_key(client, cast):
    share_mailbox(cast.participant)
    sign_in_by_code(client, cast.participant)
    for path in ("/me/passkeys/add/", "/me/authenticator/"):
        for response in (client.get(path), client.post(path, {"code": "123456"})):
            assert response.status_code == 403
            assert "This needs to be you" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_nor_can_whoever_reads_an_address_that_is_not_confirmed(client, cast):
    addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=make.NOW)
    cast.participant.refresh_from_db()
    sign_in_by_code(client, cast.participant)
    assert client.get("/me/").wsgi_request.viewer.reads_words is False
    assert client.get("/me/passkeys/add/").status_code == 403
    assert "the link that we sent to your old address" in client.get("/me/").content.decode()


def test_signing_in_with_a_key_from_before_confirms_a_changed_address(client, cast):
    secret = with_authenticator(cast.participant)
    addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=make.NOW)
    cast.participant.refresh_from_db()
    sign_in_by_code(client, cast.participant)
    client.post("/sign-in/authenticator/", {"code": digits(secret)})
    assert client.get("/me/").wsgi_request.viewer.reads_words is True
    assert not Person.objects.get(pk=cast.participant.pk).address_locked


def test_setting_up_an_authenticator_shows_a_square_and_gives_recovery_codes(client, cast):
    client.force_login(cast.participant)
    page = client.get("/me/authenticator/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    assert 'src="data:image/svg+xml;base64,' in page
    response = client.post("/me/authenticator/", {"code": digits(secret)}, follow=True)
    assert response.redirect_chain[-1][0] == "/me/recovery-codes/"
    assert "10 recovery codes left" in response.content.decode()


def test_keys_are_changed_only_after_proving_oneself_again(client, cast):
    with_authenticator(cast.participant)
    client.force_login(cast.participant)
    for path in ("/me/authenticator/remove/", "/me/recovery-codes/", "/me/recovery-codes/new/", "/me/passkeys/add/"):
        assert client.get(path)["Location"].startswith("/me/prove/code/?next=")


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", "1", '{"id": 1}', '{"rawId": "AA", "response": {}}', "\x00", "x" * 100_000]
)
def test_what_is_no_passkey_is_refused(client, cast, credential):
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    assert client.post("/sign-in/passkey/", {"credential": credential})["Location"] == "/sign-in/"
    assert who(client) is None
    client.force_login(cast.participant)
    client.get("/me/passkeys/add/")
    assert client.post("/me/passkeys/add/", {"credential": credential}).status_code == 422
    assert not Authenticator.objects.exists()


def test_other_sign_ins_are_shown_and_ended(client, cast):
    other = type(client)()
    chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36"
    for browser, agent in ((other, chrome), (client, "curl")):
        ask(browser, cast.participant.email)
        browser.post("/sign-in/code/", {"code": code()}, headers={"user-agent": agent})
    page = client.get("/me/sign-ins/").content.decode()
    assert "2 sign-ins are open" in page
    assert "Chrome on Windows" in page
    client.post("/me/sign-ins/")
    assert who(other) is None
    assert who(client) == cast.participant
    assert UserSession.objects.count() == 1


def test_nobody_sees_the_sign_ins_of_others(client, cast):
    sign_in_by_code(client, cast.coach)
    client.logout()
    client.force_login(cast.participant)
    assert "Only this sign-in is open" in client.get("/me/sign-ins/").content.decode()


def share_mailbox(person):
    person.shared_mailbox = True
    person.save()


def test_has_key_counts_no_recovery_code_alone(cast):
    assert not sign_in.has_key(cast.participant)
    with_authenticator(cast.participant)
    assert sign_in.has_key(cast.participant)


@pytest.mark.parametrize("role", ["participant", "adviser", "coordinator", "sponsor", "office_contact", "withdrawn"])
def test_the_first_page_says_what_stays_closed_and_how_to_open_it(client, cast, role):
    person = cast.roles[role]
    client.force_login(person)
    assert "stays closed" not in client.get("/").content.decode()
    addresses.change_address(person=person, to="new@cast.example", by=cast.administrator, now=make.NOW)
    page = client.get("/").content.decode()
    assert "What you and your set wrote stays closed" in page
    assert "Press the link that we sent to your old address." in page
