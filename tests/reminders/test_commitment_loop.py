"""What is promised in one meeting comes back before the next and in it, by pages and services alone."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from challenges.models import Commitment
from tests import factories as make
from tests.canaries.crawl import text_of
from tests.factories import NOW
from tests.reminders.story import tick
from tests.reminders.test_personal_kinds import only

pytestmark = pytest.mark.usefixtures("every_kind")
WEEKS = timedelta(weeks=4)
TEXT = "Ring the chair before she rings me"
BEFORE = datetime(2027, 3, 20, 9, 0, tzinfo=UTC)  # two days before the second meeting


@pytest.fixture
def meetings(cast):
    """Two meetings of the participant's set, four weeks apart."""
    fields = {"kind": "set_meeting", "learning_set": cast.set_a}
    return [make.session(cast.cohort, "Set meeting", on=NOW.date() + n * WEEKS, **fields).days.get() for n in (0, 1)]


def room(name, day):
    return reverse(f"challenges:{name}", args=[day.pk])


def test_a_commitment_by_the_next_meeting_comes_back_first_everywhere(client, cast, meetings, mailoutbox, time_machine):
    first, second = meetings
    cast.participant.own_words_by_mail = True
    cast.participant.save()
    challenge = make.challenge(cast.participant_place)
    make.commitment(cast.participant_place, "Much later", challenge=challenge, due_on=make.date(2027, 6, 1))
    time_machine.move_to(first.starts_at)
    client.force_login(cast.participant)
    client.post(room("room_promise", first), {"text": TEXT, "due_on": "", "key": uuid.uuid4()})

    time_machine.move_to(BEFORE)
    client.force_login(cast.participant)
    home = client.get("/").content.decode()
    assert home.index(TEXT) < home.index("Much later")
    tick(BEFORE)
    (mail,) = only(mailoutbox, "A promise for Mon 22 March")
    assert f"You said you would:\n- {TEXT}" in mail.body
    assert "Much later" not in mail.body

    time_machine.move_to(second.starts_at)
    client.force_login(cast.set_mate)
    page = client.get(room("room", second)).content.decode()
    assert page.index("What we said we would do") < page.index(TEXT) < page.index("Who presents</h2>")
    sheet = " ".join(text_of(client.get(room("set_sheet", second))).split())
    assert (
        sheet.index("What we said we would do last time")
        < sheet.index("Ring the chair")
        < sheet.index("What I will do next")
    )

    client.force_login(cast.participant)
    made = Commitment.objects.get(text=TEXT)
    how = reverse("challenges:how_it_went", args=[made.pk])
    client.post(f"{how}?room={second.pk}", {"state": "changed", "outcome": "She rang me"})
    assert TEXT not in client.get("/").content.decode()
    client.force_login(cast.adviser)
    assert "Changed: She rang me" in " ".join(text_of(client.get(room("set_sheet", second))).split())


def test_while_no_meeting_is_settled_it_waits_without_a_mail(cast, mailoutbox):
    make.commitment(cast.participant_place, TEXT)
    tick(BEFORE)
    assert only(mailoutbox, "A promise") == []


def test_it_follows_the_meeting_when_that_moves(cast, meetings, mailoutbox):
    make.commitment(cast.participant_place, TEXT)
    first, second = meetings
    first.cancelled_at = NOW
    first.save()
    tick(BEFORE - timedelta(days=5))
    second.date += timedelta(days=1)
    second.starts_at += timedelta(days=1)
    second.ends_at += timedelta(days=1)
    second.save()
    tick(BEFORE - timedelta(days=3))
    tick(BEFORE)
    assert only(mailoutbox, "A promise") == []
    tick(BEFORE + timedelta(days=1))
    assert len(only(mailoutbox, "A promise for Tue 23 March")) == 1
