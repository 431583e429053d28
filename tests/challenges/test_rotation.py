"""Turns rotate fairly: whatever was missed, whoever left, however often one sets out."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from challenges.rotation import in_turn

FIRST = date(2027, 1, 4)


def test_before_anything_it_goes_as_they_sit():
    assert in_turn([3, 1, 2], []) == [3, 1, 2]


def test_whoever_presented_least_and_then_longest_ago_comes_first():
    had = [(1, date(2027, 1, 4)), (2, date(2027, 2, 1)), (3, date(2027, 1, 18)), (1, date(2027, 3, 1))]
    assert in_turn([1, 2, 3, 4], had) == [4, 3, 2, 1]


def test_a_turn_of_somebody_who_left_counts_for_nobody():
    assert in_turn([1, 2], [(9, FIRST)]) == [1, 2]


def test_a_set_of_one_and_of_nobody():
    assert in_turn([7], [(7, FIRST)]) == [7]
    assert in_turn([], [(7, FIRST)]) == []


@given(st.integers(1, 8), st.lists(st.booleans(), max_size=60))
def test_however_often_somebody_misses_nobody_is_ever_two_turns_ahead_of_whoever_came(size, misses):
    members, had = list(range(size)), []
    for meeting, missed in enumerate(misses):
        if missed:
            continue  # whoever's turn it was is first again next time
        had.append((in_turn(members, had)[0], FIRST + timedelta(weeks=meeting)))
    counted = Counter(dict.fromkeys(members, 0)) + Counter(who for who, _ in had)
    times = [counted[one] for one in members]
    assert max(times) - min(times) <= 1


@given(st.permutations(range(6)), st.lists(st.tuples(st.integers(0, 8), st.dates()), max_size=30))
def test_everybody_who_sits_is_named_once(members, had):
    assert sorted(in_turn(members, had)) == sorted(members)
