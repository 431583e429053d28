"""Both nights of 2027 on which clocks change. What is expected is written out by hand, in UTC."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from reminders.models import Rule
from tests import factories as make
from tests.reminders.story import tick

pytestmark = pytest.mark.django_db


def at(day, hour, minute=0):
    month, number = day
    return datetime(2027, month, number, hour, minute, tzinfo=UTC)


# The date of the session and its hour by the wall; when 09:00 of the day before and of seven days before are, in UTC.
NIGHTS = [
    ((3, 28), (0, 30), at((3, 27), 9), at((3, 21), 9)),
    ((3, 28), (1, 30), at((3, 27), 9), at((3, 21), 9)),  # that half hour does not exist on the wall
    ((3, 28), (2, 30), at((3, 27), 9), at((3, 21), 9)),
    ((3, 28), (9, 0), at((3, 27), 9), at((3, 21), 9)),
    ((3, 29), (0, 30), at((3, 28), 8), at((3, 22), 9)),
    ((10, 31), (0, 30), at((10, 30), 8), at((10, 24), 8)),
    ((10, 31), (1, 30), at((10, 30), 8), at((10, 24), 8)),  # that half hour comes twice
    ((10, 31), (2, 30), at((10, 30), 8), at((10, 24), 8)),
    ((10, 31), (9, 0), at((10, 30), 8), at((10, 24), 8)),
    ((11, 1), (0, 30), at((10, 31), 9), at((10, 25), 8)),
]


@pytest.mark.parametrize(("date", "hour", "day_before", "week_before"), NIGHTS)
def test_each_is_reminded_of_once_at_the_right_hour(date, hour, day_before, week_before, mailoutbox):
    session = one_participant(date, hour)
    sent_at = []
    for moment in [*around(week_before), *around(day_before)]:
        before = len(mail.outbox)
        tick(moment)
        sent_at += [moment] * (len(mail.outbox) - before)
    assert sent_at == [week_before, day_before]
    assert session.occasions.count() == 2


@pytest.mark.parametrize(
    ("rule_hour", "session_day", "expected"),
    [
        (1, (3, 29), at((3, 28), 1)),  # 01:00 is skipped: 02:00 by the wall
        (2, (3, 29), at((3, 28), 1)),
        (1, (11, 1), at((10, 31), 0)),  # 01:00 comes twice: the first
        (2, (11, 1), at((10, 31), 2)),
    ],
)
def test_a_rule_in_the_changed_night_itself_keeps_to_one_hour(rule_hour, session_day, expected, mailoutbox):
    session = one_participant(session_day, (10, 0))
    Rule.objects.create(programme=session.cohort.programme, days=1, hour=rule_hour)
    sent_at = []
    for moment in around(expected):
        before = len(mail.outbox)
        tick(moment)
        sent_at += [moment] * (len(mail.outbox) - before)
    assert sent_at == [expected]


def one_participant(date, hour):
    cohort = make.cohort(ends_on=make.date(2027, 12, 31))
    make.place(cohort, make.person())
    session = make.session(cohort, on=make.date(2027, *date))
    day = session.days.get()
    day.opens, day.closes = make.time(*hour), make.time(23, 0)
    day.save()
    return session


def around(moment):
    """Every half hour from three hours before to three hours after."""
    return [moment + timedelta(minutes=30 * n) for n in range(-6, 7)]
