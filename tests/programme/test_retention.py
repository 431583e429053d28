"""What has been kept long enough goes, class by class, and nothing else does."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from cohorts.models import AddressChange, Event, Needs
from programme import retention, tasks
from programme.retention import CLASSES
from reminders.loop import Loop
from reminders.models import Message
from tests import factories as make
from tests.factories import NOW
from tests.programme.test_sign_in import sign_in_by_code
from tests.reminders.test_desk import mail
from workshops.models import Arrival, DoorCode, Guest, WrongLetters

DAY = timedelta(days=1)
ENDED = datetime(2027, 7, 31, 12, tzinfo=UTC)  # the cast's cohort
BY_KEY = {kept.key: kept for kept in CLASSES}


def gone(key, now):
    """How many of the class go at `now`; a dry run says the same first."""
    would = BY_KEY[key].forget(now=now, dry_run=True)
    went = BY_KEY[key].forget(now=now)
    assert would == went
    assert BY_KEY[key].forget(now=now) == 0
    return went


def needs(place):
    return Needs.objects.create(membership=place, diet="No nuts", entered_by=place.person, at=NOW)


def test_needs_go_four_weeks_after_the_cohort_ends_and_the_trail_says_so(cast):
    needs(cast.participant_place)
    assert gone("needs", ENDED + 28 * DAY) == 0
    assert gone("needs", ENDED + 29 * DAY) == 1
    assert Event.objects.get(verb="forgot needs of").object_id == cast.cohort.pk


def test_needs_of_who_left_go_four_weeks_after_that(cast):
    kept = needs(cast.participant_place)
    left = needs(cast.withdrawn_place)
    assert gone("needs", left.membership.left_at + 29 * DAY) == 1
    assert Needs.objects.get() == kept


def test_from_where_somebody_signed_in_goes_with_the_sign_in(client, cast):
    sign_in_by_code(client, cast.participant, stay="on")
    assert UserSession.objects.get().ip
    now = timezone.now()
    assert gone("sign-ins", now + 13 * DAY) == 0
    assert gone("sign-ins", now + 15 * DAY) == 1
    assert not Session.objects.exists()


@pytest.mark.parametrize(("confirmed", "locked", "goes"), [(True, False, 1), (False, True, 0), (False, False, 1)])
def test_an_old_address_goes_after_a_year_unless_the_new_one_waits(confirmed, locked, goes, cast):
    cast.participant.address_locked = locked
    cast.participant.save()
    at = {"at": NOW, "by": cast.participant, "confirmed_at": NOW if confirmed else None}
    AddressChange.objects.create(person=cast.participant, old="old@cast.example", new="new@cast.example", **at)
    assert gone("old addresses", NOW + 365 * DAY) == 0
    assert gone("old addresses", NOW + 366 * DAY) == goes


def test_guests_and_who_said_they_were_here_go_four_weeks_after_the_day(cast):
    day = cast.workshop.days.get()
    make.guest(day, cast.coordinator)
    Arrival.objects.create(day=day, membership=cast.participant_place, at=NOW)
    DoorCode.objects.create(day=day, letters="CDFGHJ", by=cast.coordinator, at=NOW)
    now = datetime(2027, 3, 31, 12, tzinfo=UTC)  # four weeks after 3 March
    assert (gone("guests", now), gone("doors", now)) == (0, 0)
    assert (gone("guests", now + DAY), gone("doors", now + DAY)) == (1, 2)
    assert not Guest.objects.exists()


def test_mistyped_letters_go_after_a_day(cast):
    WrongLetters.objects.create(person=cast.participant, at=NOW)
    assert gone("doors", NOW + DAY) == 0
    assert gone("doors", NOW + DAY + timedelta(seconds=1)) == 1


def test_how_a_speaker_is_reached_goes_a_year_after_they_spoke_and_their_name_stays(cast):
    speaker = make.speaker(cast.workshop, email="ruth@west.example", mobile="07700 900 111", why="Ill")
    make.day(cast.workshop, date(2027, 3, 10))
    assert gone("speakers", datetime(2028, 3, 9, 12, tzinfo=UTC)) == 0
    assert gone("speakers", datetime(2028, 3, 10, 12, tzinfo=UTC)) == 1
    speaker.refresh_from_db()
    assert (speaker.name, speaker.email, speaker.mobile, speaker.why) == ("Cllr Ruth Amery", "", "", "")


def test_that_a_mail_went_stays_and_its_address_goes_after_two_years(cast):
    sent = mail(cast)
    Message.objects.update(done_at=NOW, answer="250 OK for sam@cast.example")
    assert gone("mails", NOW + 730 * DAY) == 0
    assert gone("mails", NOW + 731 * DAY) == 1
    sent = Message.objects.get()
    assert (sent.address, sent.answer, sent.told) == ("", "", None)
    assert sent.person == cast.participant


@pytest.fixture
def over(cast):
    """A cohort that ended years ago, whatever today is, with somebody's needs."""
    cast.cohort.starts_on, cast.cohort.ends_on = date(2020, 1, 1), date(2020, 6, 1)
    cast.cohort.save()
    return needs(cast.participant_place)


def test_the_queue_does_it(over):
    tasks.forget()
    assert not Needs.objects.exists()


def test_the_command_says_what_would_go_and_then_what_went(over):
    said = StringIO()
    call_command("forget", "--dry-run", stdout=said)
    assert "needs                1 would go\n" in said.getvalue()
    assert len(said.getvalue().splitlines()) == len(CLASSES)
    assert Needs.objects.exists()
    call_command("forget", stdout=said)
    assert "needs                1 gone\n" in said.getvalue()
    assert not Needs.objects.exists()


def test_without_a_queue_the_look_for_messages_does_it(over):
    call_command("run_reminders", "--once")
    assert not Needs.objects.exists()


def test_the_loop_does_it_at_once_and_then_not_for_an_hour(cast, over, monkeypatch):
    monkeypatch.setattr("reminders.loop.close_old_connections", lambda: None)  # the test's own transaction
    monkeypatch.setattr("reminders.loop.Request", lambda: None)  # which would listen to signals
    monkeypatch.setattr("reminders.loop.services.tick", lambda *args, **kwargs: 0)
    loop = Loop(15, retention.forget)
    loop.look()
    assert not Needs.objects.exists()
    needs(cast.participant_place)
    loop.look()
    assert Needs.objects.exists()


def test_the_privacy_notice_shows_every_class(client, db):
    page = client.get("/privacy/").content.decode()
    for kept in CLASSES:
        assert f"<dt>{kept.what}</dt><dd>{kept.how_long}</dd>" in page
