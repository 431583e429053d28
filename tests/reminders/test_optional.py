"""Mails that one can do without: chosen on one's page, stopped from the mail itself."""

import re
from datetime import datetime

import pytest

from reminders import optional
from reminders.models import OptOut
from tests.factories import UTC
from tests.reminders.story import WEEK_BEFORE, tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_kind")]
MONDAY = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def digest(outbox):
    (mail,) = [mail for mail in outbox if mail.subject.startswith("Your week") and "<coordinator@" in mail.to[0]]
    return mail


def stop_link(mail):
    """The path of the link that the header names."""
    return re.fullmatch(r"<https?://[^/]+(/.*)>", mail.extra_headers["List-Unsubscribe"])[1]


def test_the_mail_says_how_to_stop_it_and_lets_a_mail_program_do_it(client, cast, mailoutbox):
    tick(MONDAY)
    mail = digest(mailoutbox)
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop_link(mail) in mail.body
    client.post(stop_link(mail), {"List-Unsubscribe": "One-Click"})
    assert OptOut.objects.get().person == cast.coordinator


def test_a_reminder_cannot_be_stopped(cast, mailoutbox):
    tick(WEEK_BEFORE)
    assert mailoutbox
    assert not any("List-Unsubscribe" in mail.extra_headers for mail in mailoutbox)


def test_opening_the_link_changes_nothing_and_the_button_can_be_taken_back(client, cast):
    path = optional.link(cast.coordinator, "digest").removeprefix("http://localhost:8000")
    assert "Stop these mails?" in client.get(path).content.decode()
    assert not OptOut.objects.exists()
    assert "These mails have stopped" in client.post(path).content.decode()
    client.post(path)
    assert OptOut.objects.count() == 1
    assert "Stop these mails?" in client.post(path, {"again": "1"}).content.decode()
    assert not OptOut.objects.exists()


def test_a_guessed_link_and_one_from_before_a_new_address_are_not_found(client, cast):
    path = optional.link(cast.coordinator, "digest").removeprefix("http://localhost:8000")
    assert client.get(path.replace("digest", "nudge")).status_code == 404
    assert client.get(f"{path[:-3]}00/").status_code == 404
    cast.coordinator.email = "new@cast.example"
    cast.coordinator.save()
    assert client.post(path).status_code == 404
    assert not OptOut.objects.exists()


def test_one_chooses_on_ones_own_page_what_ones_roles_bring(client, cast):
    client.force_login(cast.participant)
    html = client.get("/me/mails/").content.decode()
    assert "a look at your challenge" in html
    assert "On Mondays" not in html
    client.post("/me/mails/", {"after_session": "on", "own_words": "on"})
    cast.participant.refresh_from_db()
    assert cast.participant.own_words_by_mail
    assert set(OptOut.objects.values_list("person", "kind")) == {
        (cast.participant.pk, "commitments"),
        (cast.participant.pk, "nudge"),
    }
    client.post("/me/mails/", {"after_session": "on", "nudge": "on", "commitments": "on"})
    cast.participant.refresh_from_db()
    assert not cast.participant.own_words_by_mail
    assert not OptOut.objects.exists()


def test_a_shared_mailbox_is_told_that_words_stay_out(client, cast):
    cast.participant.shared_mailbox = True
    cast.participant.save()
    client.force_login(cast.participant)
    assert "mails come without your own words" in client.get("/me/mails/").content.decode()
