from datetime import timedelta

import pytest

from reminders.models import Message
from tests.reminders.story import DAY_BEFORE, INVITED, MINUTE, WEEK_BEFORE, addresses, occasions, tick

pytestmark = pytest.mark.django_db


def test_a_week_and_a_day_before_everyone_asked_gets_one_mail(cast, mailoutbox):
    tick(WEEK_BEFORE - timedelta(days=1))
    assert mailoutbox == []
    tick(WEEK_BEFORE)
    assert addresses(mailoutbox) == sorted(INVITED)
    tick(DAY_BEFORE - MINUTE)
    assert len(mailoutbox) == len(INVITED)
    tick(DAY_BEFORE)
    assert addresses(mailoutbox[len(INVITED) :]) == sorted(INVITED)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert occasions(cast.workshop) == [("7d09", 0, WEEK_BEFORE), ("1d09", 0, DAY_BEFORE)]


def test_a_session_whose_dates_are_not_published_has_no_reminders(cast):
    tick(WEEK_BEFORE)
    assert occasions(cast.draft) == []
