from datetime import timedelta

import pytest

from reminders.models import Message
from reminders.status import is_late, status
from tests.factories import NOW
from tests.reminders.story import INVITED, WEEK_BEFORE, tick

pytestmark = pytest.mark.django_db
NONE = {"due": 0, "sending": 0, "failed": 0, "doubtful": 0}
AGES = ("last_tick_age_s", "last_beat_age_s", "last_worker_age_s", "last_loop_age_s", "oldest_due_age_s")
AGELESS = dict.fromkeys(AGES) | {"mail_server_away": False, "counts": NONE}


def test_before_the_first_tick_nothing_has_an_age():
    assert status(NOW) == AGELESS
    assert is_late(NOW)


def test_when_all_is_sent_only_the_tick_has_an_age(cast, mailoutbox):
    tick(WEEK_BEFORE)
    found = status(WEEK_BEFORE + timedelta(seconds=10))
    assert found == AGELESS | {"last_tick_age_s": 10}


def test_what_should_have_gone_ages(cast, mailoutbox):
    tick(WEEK_BEFORE)
    Message.objects.update(state="due", next_attempt_at=WEEK_BEFORE)
    found = status(WEEK_BEFORE + timedelta(minutes=5))
    assert found["oldest_due_age_s"] == 300
    assert found["counts"]["due"] == len(INVITED)


def test_a_tick_is_late_after_two_minutes(cast):
    tick(NOW)
    assert not is_late(NOW + timedelta(seconds=120))
    assert is_late(NOW + timedelta(seconds=121))


def test_what_a_coordinator_dealt_with_is_not_counted(cast, mailoutbox):
    tick(WEEK_BEFORE)
    Message.objects.filter(person=cast.participant).update(state="failed")
    Message.objects.filter(person=cast.set_mate).update(state="failed", dismissed_at=NOW)
    assert status(WEEK_BEFORE)["counts"]["failed"] == 1


def test_the_status_takes_four_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(4):
        status(NOW)
