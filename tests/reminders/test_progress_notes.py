"""The mail that takes a progress note to a line manager."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from reminders.models import Kind, Message
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import tick

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def notes():
    return Message.objects.filter(occasion__kind=Kind.PROGRESS_NOTE)


def test_it_reaches_the_line_manager_alone_and_an_answer_reaches_its_author(cast):
    make.progress_note(cast.participant_place, sent_at=NOW, needed="Cover & “time”")
    tick(NOW + MINUTE)
    tick(NOW + 2 * MINUTE)
    sent = [one for one in mail.outbox if "robin@trust.example" in str(one.recipients())]
    assert len(sent) == 1
    assert sent[0].to == ["Robin Ashworth <robin@trust.example>"]
    assert sent[0].recipients() == sent[0].to
    assert cast.participant.email in sent[0].reply_to[0]
    assert cast.participant.full_name in sent[0].subject
    assert "Cover & “time”" in sent[0].body
    assert "One offer for all" in sent[0].body
    assert notes().get().state == "sent"


def test_what_is_not_sent_reaches_nobody(cast):
    make.progress_note(cast.participant_place)
    tick(NOW + MINUTE)
    assert not notes().exists()


def test_it_waits_while_the_programme_is_paused(cast):
    cast.programme.paused_at = NOW
    cast.programme.save()
    make.progress_note(cast.participant_place, sent_at=NOW)
    tick(NOW + MINUTE)
    assert mail.outbox == []
    cast.programme.paused_at = None
    cast.programme.save()
    tick(NOW + timedelta(hours=3))
    assert [one.to for one in mail.outbox] == [["Robin Ashworth <robin@trust.example>"]]


def test_one_whose_author_was_forgotten_meanwhile_does_not_go(cast):
    note = make.progress_note(cast.participant_place, sent_at=NOW)
    cast.programme.paused_at = NOW
    cast.programme.save()
    tick(NOW + MINUTE)
    note.delete()
    tick(NOW + timedelta(hours=3))
    assert (notes().get().why, mail.outbox) == ("taken_back", [])


def test_the_ledger_says_that_one_went_and_neither_to_whom_nor_what(cast, client):
    make.progress_note(cast.participant_place, sent_at=NOW)
    tick(NOW + MINUTE)
    client.force_login(cast.coordinator)
    page = client.get(reverse("reminders:ledger")).content.decode()
    assert f"The line manager of {cast.participant}" in page
    assert "Robin" not in page
    assert "robin@" not in page
    client.force_login(cast.participant)
    assert "Progress note" not in client.get(reverse("reminders:mine")).content.decode()


def test_its_author_sees_that_it_came_back_and_the_office_is_not_told_to_mend_their_address(cast, client):
    note = make.progress_note(cast.participant_place, sent_at=NOW)
    tick(NOW + MINUTE)
    notes().update(state="failed", why="bounced")
    client.force_login(cast.participant)
    page = client.get(note.get_absolute_url()).content.decode()
    assert "write the note again with the right one" in page
    client.force_login(cast.coordinator)
    page = client.get(reverse("reminders:ledger")).content.decode()
    assert "Correct the address" not in page
    assert "Send again, to" not in page
