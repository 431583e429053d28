from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.stages import CLOSING, MOST_TURNS, OPENING, ORDER, TURN, stages, turns_in


def told(minutes):
    return [(stage.name, stage.minutes, stage.starts) for stage in stages(minutes)]


def test_three_quarters_of_an_hour_are_one_turn_and_what_stands_around_it():
    assert told(45) == [
        ("check_in", 4, (0,)),
        ("commitments", 6, (4,)),
        ("issue", 7, (10,)),
        ("clarifying", 4, (17,)),
        ("open_questions", 12, (21,)),
        ("options", 4, (33,)),
        ("action", 4, (37,)),
        ("process", 4, (41,)),
    ]


def test_an_hour_and_a_half_are_two_turns_and_the_stages_start_twice():
    starts = {name: starts for name, _, starts in told(90)}
    assert starts["check_in"] == (0,)
    assert starts["issue"] == (13, 49)
    assert starts["process"] == (85,)


@pytest.mark.parametrize(
    ("minutes", "turns"), [(15, 1), (45, 1), (60, 1), (73, 1), (74, 2), (104, 3), (134, 4), (390, MOST_TURNS)]
)
def test_a_turn_takes_half_an_hour_where_there_is_one(minutes, turns):
    assert turns_in(minutes) == turns


@pytest.mark.parametrize("minutes", [0, 5, 14])
def test_a_few_minutes_are_not_cut_into_stages(minutes):
    assert stages(minutes) == []


@given(minutes=st.integers(15, 1440))
def test_the_stages_fill_the_time_to_the_minute_without_a_gap(minutes):
    found = {stage.name: stage for stage in stages(minutes)}
    assert tuple(found) == ORDER
    spans = sorted((start, start + stage.minutes) for stage in found.values() for start in stage.starts)
    assert all(end == start for (_, end), (start, _) in pairwise(spans))
    assert (spans[0][0], spans[-1][1]) == (0, minutes)
    assert all(stage.minutes >= 1 for stage in found.values())


@given(minutes=st.integers(15, 1440))
def test_every_turn_is_as_long_as_the_others_and_opening_and_closing_come_once(minutes):
    found = {stage.name: stage for stage in stages(minutes)}
    assert {len(found[name].starts) for name in TURN} == {turns_in(minutes)}
    assert {len(found[name].starts) for name in OPENING | CLOSING} == {1}
