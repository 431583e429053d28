"""A database older than what this machine has already done with it sends nothing until somebody says so."""

import logging

import pytest
from django.db.models import F

from reminders import pausing, remembered, services
from reminders.models import Heartbeat, Message, Occasion
from tests.factories import NOW
from tests.reminders.story import INVITED, MINUTE, WEEK_BEFORE, tick

pytestmark = pytest.mark.django_db


def number():
    return Heartbeat.objects.get(name="tick").number


def restore(back_to):
    """Yesterday's backup: the tick of then, and nothing of what was sent since."""
    Message.objects.all().delete()
    Occasion.objects.update(expanded_at=None)
    Heartbeat.objects.filter(name="tick").update(number=back_to)


@pytest.fixture
def restored(cast, mailoutbox):
    tick(NOW)
    backup = number()
    tick(WEEK_BEFORE)
    assert len(mailoutbox) == len(INVITED)
    mailoutbox.clear()
    restore(backup)
    return cast


def test_what_was_sent_since_the_backup_does_not_go_again_by_itself(restored, mailoutbox, caplog):
    tick(WEEK_BEFORE + MINUTE)
    tick(WEEK_BEFORE + 2 * MINUTE)
    assert mailoutbox == []
    assert Message.objects.filter(state="due").count() == len(INVITED)  # worked out, for a person to look at
    assert pausing.everything().is_restored
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert "older" in errors[0]


def test_a_backup_from_the_middle_of_the_very_tick_is_known_too(restored, mailoutbox):
    Heartbeat.objects.filter(name="tick").update(number=F("number") + 1)
    tick(WEEK_BEFORE + MINUTE)
    assert mailoutbox == []


def test_once_somebody_lets_it_go_on_it_goes_on_for_good(restored, mailoutbox):
    tick(WEEK_BEFORE + MINUTE)
    pausing.let_go(None, WEEK_BEFORE)
    tick(WEEK_BEFORE + 2 * MINUTE)
    assert len(mailoutbox) == len(INVITED)
    tick(WEEK_BEFORE + 3 * MINUTE)
    assert pausing.everything() is None


def test_another_machine_that_remembers_more_is_content_with_the_same_word(restored, settings, tmp_path):
    tick(WEEK_BEFORE + MINUTE)
    settings.TICKS_FILE = tmp_path / "elsewhere"
    remembered.remember(5000)
    tick(WEEK_BEFORE + 2 * MINUTE)
    pausing.let_go(None, WEEK_BEFORE)
    tick(WEEK_BEFORE + 3 * MINUTE)
    assert pausing.everything() is None
    assert number() > 5000


def test_whoever_has_just_let_it_go_on_is_not_overruled_by_a_tick_that_looked_before(restored):
    tick(WEEK_BEFORE + MINUTE)
    known = remembered.last_tick()
    pausing.let_go(None, WEEK_BEFORE)
    assert not pausing.hold_restored(known, WEEK_BEFORE)
    assert pausing.everything() is None


def test_a_pause_that_somebody_asked_for_keeps_their_name_when_the_database_turns_out_to_be_older(restored):
    pausing.hold(restored.administrator, NOW)
    tick(WEEK_BEFORE + MINUTE)
    found = pausing.everything()
    assert (found.is_restored, found.by, found.since) == (True, restored.administrator, NOW)


def test_the_file_is_never_ahead_of_the_database(cast, mailoutbox, settings):
    for late in range(5):
        tick(NOW + late * MINUTE)
        assert remembered.last_tick() <= number()
    tick(WEEK_BEFORE)
    assert remembered.last_tick() == number()
    assert pausing.everything() is None


def test_a_machine_without_the_file_cannot_know_and_begins_to_remember(restored, settings, tmp_path, mailoutbox):
    settings.TICKS_FILE = tmp_path / "new" / "ticks"
    tick(WEEK_BEFORE + MINUTE)
    assert len(mailoutbox) == len(INVITED)
    assert remembered.last_tick() == number()


def test_idle_ticks_seldom_write(cast, monkeypatch):
    tick(NOW)
    kept, written = remembered.remember, []
    monkeypatch.setattr(remembered, "remember", lambda number: (kept(number), written.append(number)))
    for minutes in range(1, 9):
        tick(NOW + minutes * MINUTE)
    assert written == [5, 9]


@pytest.mark.parametrize("text", ["", "nonsense", "12.5"])
def test_a_file_that_makes_no_sense_is_said_and_nothing_is_paused_for_it(cast, settings, caplog, text):
    settings.TICKS_FILE.write_text(text)
    tick(NOW)
    assert "cannot be read" in caplog.text
    assert pausing.everything() is None


def test_a_folder_that_takes_no_file_is_said_and_messages_go(cast, settings, tmp_path, caplog, mailoutbox):
    (tmp_path / "file").write_text("")
    settings.TICKS_FILE = tmp_path / "file" / "ticks"
    tick(NOW)
    tick(WEEK_BEFORE)
    assert len(mailoutbox) == len(INVITED)
    assert "cannot be written" in caplog.text


def test_a_tick_takes_its_number_with_it(cast):
    services.tick(NOW, who="worker")
    assert list(Heartbeat.objects.filter(name="worker").values_list("at", "number")) == [(NOW, 1)]
    assert number() == 1
