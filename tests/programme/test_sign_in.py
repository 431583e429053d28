import re
from datetime import timedelta
from queue import Queue
from threading import Event

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from cohorts.models import Person
from cohorts.services import addresses
from programme import sign_in
from tests import factories as make

BESIDE = sign_in.send_beside  # as it is, before other tests have their codes at once


def ask(client, address, **extra):
    return client.post("/sign-in/", {"email": address}, **extra)


def code(n=-1):
    return re.search(r"^your code is (\d{6})$", mail.outbox[n].body, re.MULTILINE)[1]


def enter(client, digits, **data):
    return client.post("/sign-in/code/", {"code": digits, **data})


def sign_in_by_code(client, person, **data):
    ask(client, person.email)
    return enter(client, code(), **data)


def who(client):
    """Who is signed in, by the page that everybody has."""
    response = client.get("/me/")
    return response.wsgi_request.user if response.status_code == 200 else None


def test_a_code_comes_by_mail_and_signs_in(client, cast):
    assert ask(client, cast.participant.email)["Location"] == "/sign-in/code/"
    assert enter(client, code())["Location"] == "/"
    assert who(client) == cast.participant


def test_the_mail_is_plain_named_and_answerable(client, cast):
    cast.programme.office_email, cast.programme.office_phone = "office@west.example", "01632 960 111"
    cast.programme.save()
    ask(client, cast.participant.email)
    [message] = mail.outbox
    assert message.to == [cast.participant.email]
    assert message.subject == "Your sign-in code"
    assert message.body.startswith("Hello Sam,\n\nyour code is ")
    assert "01632 960 111" in message.body
    assert message.reply_to == ["office@west.example"]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.alternatives == []


def test_it_can_be_answered_without_an_office_address_too(client, cast, settings):
    ask(client, cast.administrator.email)
    assert mail.outbox[0].reply_to == [settings.DEFAULT_FROM_EMAIL]


def test_an_unknown_address_gets_the_same_page_and_no_mail(client, cast):
    pages = []
    for address in ("nobody@cast.example", "coach@cast.example"):
        assert ask(client, address)["Location"] == "/sign-in/code/"
        page = client.get("/sign-in/code/").content.decode().replace(address, "")
        pages.append(re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page))
        client.cookies.clear()
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["coach@cast.example"]]


def test_the_page_shows_what_was_typed_and_not_how_we_write_it(client, cast):
    ask(client, "Coach@CAST.example")
    assert "Coach@CAST.example" in client.get("/sign-in/code/").content.decode()
    assert mail.outbox[0].to == ["coach@cast.example"]


@pytest.mark.parametrize("typed", ["büro@xn--mnchen-3ya.example", "sam@münchen.example", "SAM@MÜNCHEN.example"])
def test_other_spellings_of_an_address_are_handled(client, cast, typed):
    make.person("Sam Ho", email="sam@münchen.example")
    assert ask(client, typed).status_code in {302, 422}
    assert len(mail.outbox) == typed.casefold().startswith("sam@m")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nobody",
        "sam@cast.example\r\nBcc: all@cast.example",
        "sam\x00@cast.example",
        "😀@cast.example",
        "s" * 1_000_000 + "@cast.example",
        "<script>@cast.example",
        "{{7*7}}",
    ],
)
def test_what_is_no_address_is_said_beside_the_box_and_nothing_is_sent(client, cast, typed):
    response = ask(client, typed)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert mail.outbox == []


def test_a_wrong_code_is_said_and_three_end_it(client, cast):
    ask(client, cast.participant.email)
    wrong = "000000" if code() != "000000" else "111111"
    for _ in range(2):
        response = enter(client, wrong)
        assert response.status_code == 422
        assert "This is not the code" in response.content.decode()
    assert enter(client, wrong)["Location"] == "/sign-in/"
    assert enter(client, code())["Location"] == "/sign-in/"
    assert who(client) is None


@pytest.mark.parametrize("typed", ["", "12\x00456", "١٢٣٤٥٦", "9" * 100_000, "12345"])
def test_what_is_no_code_is_refused(client, cast, typed):
    ask(client, cast.participant.email)
    assert enter(client, typed).status_code == 422
    assert who(client) is None


def test_a_code_pasted_with_a_gap_is_taken(client, cast):
    ask(client, cast.participant.email)
    enter(client, f" {code()[:3]} {code()[3:]}")
    assert who(client) == cast.participant


def test_a_code_works_for_thirty_minutes(client, cast):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(client, cast.participant.email)
        clock.shift(timedelta(minutes=29))
        assert enter(client, code())["Location"] == "/"
        client.logout()
        ask(client, cast.participant.email)
        clock.shift(timedelta(minutes=31))
        assert enter(client, code())["Location"] == "/sign-in/"
    assert who(client) is None


def test_a_code_works_on_the_device_that_asked_for_it(client, cast):
    ask(client, cast.participant.email)
    elsewhere = type(client)()
    assert enter(elsewhere, code())["Location"] == "/sign-in/"


def test_a_new_code_ends_the_old_one(client, cast):
    ask(client, cast.participant.email)
    client.post("/sign-in/code/", {"action": "resend"})
    assert len(mail.outbox) == 2
    if code(0) != code(1):
        assert enter(client, code(0)).status_code == 422
    assert enter(client, code(1))["Location"] == "/"


def test_a_code_that_went_to_an_address_which_was_changed_since_opens_nothing(client, cast):
    ask(client, cast.participant.email)
    addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=make.NOW)
    assert client.post("/sign-in/code/", {"action": "resend"}).status_code == 302
    assert len(mail.outbox) == 1
    ask(client, "new@cast.example")
    assert len(mail.outbox) == 2
    elsewhere = type(client)()
    ask(elsewhere, "new@cast.example")
    addresses.change_address(person=cast.participant, to="newer@cast.example", by=cast.coordinator, now=make.NOW)
    assert enter(elsewhere, code())["Location"] == "/sign-in/"
    assert who(elsewhere) is None


def test_a_code_guessed_for_nobody_opens_nothing(client, cast):
    ask(client, "nobody@cast.example")
    client.post("/sign-in/code/", {"action": "resend"})
    guessed = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    assert enter(client, guessed)["Location"] == "/sign-in/"


def test_a_mailbox_is_sent_five_codes_in_ten_minutes_from_wherever_they_are_asked_for(client, cast):
    for n in range(6):
        last = ask(client, "Participant@cast.example" if n % 2 else cast.participant.email, REMOTE_ADDR=f"10.0.0.{n}")
    assert last.status_code == 422
    assert "tried too often" in last.content.decode()
    assert len(mail.outbox) == 5


def test_a_room_of_24_behind_one_address_signs_in(client, cast):
    for n in range(24):
        someone = make.person(f"Person {n}", email=f"p{n}@room.example")
        ask(client, someone.email)
        assert enter(client, code(), stay="on")["Location"] == "/"
        client.logout()
    assert len(mail.outbox) == 24


def test_who_asks_to_stay_stays_fourteen_days_others_until_the_browser_closes(client, cast):
    sign_in_by_code(client, cast.participant)
    assert client.session.get_expire_at_browser_close()
    client.logout()
    sign_in_by_code(client, cast.participant, stay="on")
    assert not client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() == 14 * 24 * 60 * 60


def test_the_session_gets_a_new_key_when_somebody_signs_in(client, cast):
    ask(client, cast.participant.email)
    before = client.session.session_key
    enter(client, code())
    assert client.session.session_key != before


def test_it_leads_to_the_page_that_was_wanted(client, cast):
    assert client.get("/me/about/")["Location"] == "/sign-in/?next=/me/about/"
    client.post("/sign-in/?next=/me/about/", {"email": cast.participant.email})
    assert client.post("/sign-in/code/?next=/me/about/", {"code": code()})["Location"] == "/me/about/"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_it_leads_nowhere_else(client, cast, away):
    client.post("/sign-in/", {"email": cast.participant.email, "next": away})
    assert client.post("/sign-in/code/", {"code": code(), "next": away})["Location"] == "/"
    assert client.post("/sign-out/", {"next": away})["Location"] == "/sign-in/"


def test_somebody_whose_roles_have_ended_still_signs_in(client, cast):
    sign_in_by_code(client, cast.withdrawn)
    assert who(client) == cast.withdrawn


def test_an_ended_sign_in_gets_no_code_and_its_session_ends_at_once(client, cast):
    client.force_login(cast.participant)
    Person.objects.filter(pk=cast.participant.pk).update(is_active=False)
    assert who(client) is None
    assert ask(client, cast.participant.email).status_code == 302
    assert mail.outbox == []


def test_how_long_the_answer_takes_does_not_tell_whose_address_is_known(client, cast, monkeypatch):
    monkeypatch.setattr(sign_in, "send_beside", BESIDE)
    answered, waited = Event(), Queue()
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", lambda self: waited.put(answered.wait(9)))
    assert ask(client, cast.participant.email)["Location"] == "/sign-in/code/"
    answered.set()
    assert waited.get(timeout=10)  # the mail server, for the page; not the page for the mail server


def test_a_silent_mail_server_shows_the_same_page(client, cast, monkeypatch, caplog):
    def silent(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", silent)
    assert ask(client, cast.participant.email)["Location"] == "/sign-in/code/"
    assert "could not be sent" in caplog.text


@pytest.mark.parametrize("path", ["signup/", "accounts/", "accounts/signup/", "password/reset/", "sign-up/"])
def test_there_is_no_sign_up_and_no_password(client, db, path):
    assert client.get(f"/{path}").status_code == 404
    assert not make.person().has_usable_password()


def test_signing_out_needs_a_press(client, cast):
    client.force_login(cast.participant)
    assert "Sign out?" in client.get("/sign-out/").content.decode()
    assert who(client) == cast.participant
    client.post("/sign-out/")
    assert who(client) is None
