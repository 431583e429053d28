import contextlib
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda import breaks, clock, lasting, length, minute, pin, pin_text, starts, timetable

TEN = 10 * 60
REAL_DAY = [  # title, minutes, kind: a real regional workshop, 10:00 to 16:30
    ("Welcome and programme introductions", 5, "other"),
    ("Reflections from the residential", 15, "reflection"),
    ("The Strategic Quartet: officer and political leadership playing in tune", 10, "input"),
    ("Messages from the corporate and political centre", 60, "panel"),
    ("Break", 15, "break"),
    ("Scenario work", 60, "exercise"),
    ("Lunch", 45, "meal"),
    ("Reflections from a director's perspective", 30, "input"),
    ("Making sense of shifting sands: the Public Value Strategic Triangle", 30, "input"),
    ("Implications for the workplace", 45, "exercise"),
    ("Break", 15, "break"),
    ("Action learning sets", 45, "sets"),
    ("Taking stock, looking forward", 15, "reflection"),
    ("Close", 0, "other"),
]
STARTS = [
    *("10:00", "10:05", "10:20", "10:30", "11:30", "11:45", "12:45"),
    *("13:30", "14:00", "14:30", "15:15", "15:30", "16:15", "16:30"),
]


@dataclass
class Thing:
    minutes: int
    pinned_minute: int | None = None
    kind: str = "input"


things = st.builds(
    Thing, minutes=st.integers(0, 1440), pinned_minute=st.none() | st.integers(0, 2880), kind=st.just("input")
)


def slots(*items, opens=TEN):
    return list(timetable(items, opens))


def test_the_fourteen_items_of_the_real_day_flow_to_half_past_four():
    day = slots(*(Thing(minutes) for _title, minutes, _kind in REAL_DAY))
    assert [slot.starts for slot in day] == STARTS
    assert day[-1].ends == "16:30"
    assert sum(minutes for _title, minutes, _kind in REAL_DAY) == 390


def test_breaks_and_meals_are_summed_apart():
    items = [Thing(minutes, kind=kind) for _title, minutes, kind in REAL_DAY]
    assert breaks(items, {"break", "meal"}) == 75


def test_a_pinned_item_reached_early_leaves_a_gap():
    assert [(slot.starts, slot.gap) for slot in slots(Thing(30), Thing(15, TEN + 45))] == [("10:00", 0), ("10:45", 15)]


def test_a_pinned_item_reached_late_is_an_overlap_and_holds_its_start():
    day = slots(Thing(30), Thing(15, TEN + 20), Thing(10))
    assert [(slot.starts, slot.overlap) for slot in day] == [("10:00", 0), ("10:20", 10), ("10:35", 0)]


def test_an_agenda_may_run_past_midnight():
    day = slots(Thing(60), Thing(90, pin("00:30 next day")), opens=23 * 60)
    assert [(slot.starts, slot.ends, slot.start) for slot in day] == [
        ("23:00", "00:00", 23 * 60),
        ("00:30", "02:00", 24 * 60 + 30),
    ]


@given(st.lists(things), st.integers(0, 1439))
def test_starts_alone_are_those_of_the_timetable(items, opens):
    assert starts(items, opens) == [slot.start for slot in slots(*items, opens=opens)]


@given(st.lists(things), st.integers(0, 1439))
def test_starts_never_go_back_unless_an_overlap_says_so(items, opens):
    day = slots(*items, opens=opens)
    for before, after in pairwise(day):
        assert after.start >= before.end or after.overlap == before.end - after.start


@given(st.lists(st.builds(Thing, minutes=st.integers(0, 1440))), st.integers(0, 1439))
def test_without_pins_the_day_ends_after_the_sum_of_its_lengths(items, opens):
    day = slots(*items, opens=opens)
    assert not any(slot.gap or slot.overlap for slot in day)
    assert (day[-1].end if day else opens) == opens + sum(item.minutes for item in items)


@given(st.lists(things, min_size=1), st.integers(0, 1439))
def test_lengths_gaps_and_overlaps_add_up_to_the_end(items, opens):
    day = slots(*items, opens=opens)
    total = sum(slot.item.minutes + slot.gap - slot.overlap for slot in day)
    assert day[-1].end == opens + total


@given(st.integers(0, 2879))
def test_a_pin_reads_back_what_it_shows(minutes):
    assert pin(pin_text(minutes)) == minutes


@pytest.mark.parametrize("text", ["12:45", "12.45", "1245", " 12:45 "])
def test_a_time_is_read_as_people_write_it(text):
    assert minute(text) == 12 * 60 + 45


@pytest.mark.parametrize("text", ["", "25:00", "12:60", "lunch", "-1:00", "12:4", "1:2:3", "next day", "{{7*7}}"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        pin(text)


def test_minutes_read_as_people_say_them():
    assert (length(390), length(60), length(1), length(0)) == ("6 hours 30 minutes", "1 hour", "1 minute", "0 minutes")


def test_the_clock_starts_again_at_midnight():
    assert clock(24 * 60 + 5) == "00:05"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("0", 0),
        (" 45  Min. ", 45),
        ("90 minutes", 90),
        ("90'", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 hour 5", 65),
        ("2 hours", 120),
        ("1:30", 90),
        ("1.5 hours", 90),
        ("1,5h", 90),
    ],
)
def test_a_length_is_read_as_people_write_it(text, minutes):
    assert lasting(text) == minutes


@pytest.mark.parametrize("text", ["", "h", "ten", "-5", "1.30", "1:75", "5:3", "1 30", "²", "45 seconds", "1h 2h"])
def test_a_length_that_could_mean_two_things_or_none_is_not_guessed(text):
    with pytest.raises(ValueError):  # noqa: PT011 - as of every other text that is no number
        lasting(text)


@given(st.text(max_size=40))
def test_whatever_is_typed_as_a_length_is_a_number_or_refused(text):
    with contextlib.suppress(ValueError):
        assert lasting(text) >= 0


@given(st.integers(0, 1440))
def test_a_length_as_it_is_said_reads_back(minutes):
    assert lasting(length(minutes)) == minutes
