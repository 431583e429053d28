from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from reminders import due

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


@dataclass
class Day:
    date: date
    starts_at: datetime
    zone: str = "Europe/London"
    moves: int = 0
    cancelled_at: datetime | None = None


def day(on, hour=10, **fields):
    return Day(on, datetime(on.year, on.month, on.day, hour, tzinfo=UTC), **fields)


WORKSHOP = day(date(2027, 3, 3))


def test_a_moment_is_read_as_it_was_written():
    assert due.read_moment(due.moment_of(7, 9)) == (7, 9)
    assert due.read_moment(due.moment_of(365, 23)) == (365, 23)


def test_a_week_before_is_worth_two_days():
    found = due.due(WORKSHOP, "7d09", 0)
    assert found.due_at == datetime(2027, 2, 24, 9, tzinfo=UTC)
    assert found.worth_until == datetime(2027, 2, 26, 9, tzinfo=UTC)


def test_a_day_before_is_worth_sending_until_an_hour_before_the_start():
    assert due.due(WORKSHOP, "1d09", 0).worth_until == datetime(2027, 3, 3, 9, tzinfo=UTC)


def test_two_days_before_is_not_worth_sending_past_an_hour_before_the_start():
    early = day(date(2027, 3, 3), hour=8)
    assert due.due(early, "2d09", 0).worth_until == datetime(2027, 3, 3, 7, tzinfo=UTC)


def test_what_would_come_after_the_start_is_no_reminder():
    assert due.due(day(date(2027, 3, 3), hour=9), "0d09", 0) is None


@pytest.mark.parametrize(
    ("on", "before", "expected"),
    [
        (date(2027, 3, 28), 1, datetime(2027, 3, 27, 9, tzinfo=UTC)),  # the last morning on winter time
        (date(2027, 3, 29), 1, datetime(2027, 3, 28, 8, tzinfo=UTC)),  # the first on summer time
        (date(2027, 4, 3), 7, datetime(2027, 3, 27, 9, tzinfo=UTC)),
        (date(2027, 10, 31), 1, datetime(2027, 10, 30, 8, tzinfo=UTC)),
        (date(2027, 11, 1), 1, datetime(2027, 10, 31, 9, tzinfo=UTC)),
    ],
)
def test_nine_o_clock_is_nine_on_the_clocks_of_the_place(on, before, expected):
    assert due.due(day(on, hour=12), f"{before}d09", 0).due_at == expected


def test_in_the_gap_of_the_spring_night_the_time_shifts_forward():
    assert due.due(day(date(2027, 3, 29)), "1d01", 0).due_at == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_in_the_fold_of_the_autumn_night_the_first_one_counts():
    assert due.due(day(date(2027, 11, 1)), "1d01", 0).due_at == datetime(2027, 10, 31, 0, tzinfo=UTC)


def test_a_session_without_a_standing_day_wants_nothing():
    assert due.wanted([day(date(2027, 3, 3), cancelled_at=NOON)], ["7d09"], NOON - timedelta(days=30)) == []


def test_what_is_past_its_use_is_not_wanted_any_more():
    moments = [one.moment for one in due.wanted([WORKSHOP], ["7d09", "1d09"], datetime(2027, 2, 26, 9, tzinfo=UTC))]
    assert moments == ["1d09"]


def test_the_round_rises_when_the_first_day_moves_and_when_it_is_cancelled_before_others():
    first, second = day(date(2027, 3, 3)), day(date(2027, 3, 4))
    assert due.round_of([first, second]) == 0
    first.moves = 1
    assert due.round_of([first, second]) == 1
    first.cancelled_at = NOON
    assert due.round_of([first, second]) == 2


def test_a_later_day_that_moves_starts_no_new_round():
    assert due.round_of([WORKSHOP, day(date(2027, 3, 5), moves=3)]) == 0


def test_retries_wait_longer_each_time_and_then_half_an_hour():
    waits = [(due.retry_at(attempts, NOON, 0.5) - NOON).total_seconds() / 60 for attempts in range(1, 9)]
    assert waits == [1, 2, 4, 8, 15, 30, 30, 30]


def test_retries_are_spread_by_a_fifth_either_way():
    assert due.retry_at(1, NOON, 0.0) - NOON == timedelta(seconds=48)
    assert due.retry_at(1, NOON, 1.0) - NOON == timedelta(seconds=72)
