"""Turns rotate fairly: whatever was missed, whoever left or came later, however often one sets out."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from challenges.rotation import in_turn

FIRST = date(2027, 1, 4)


def since_the_first(*members):
    return dict.fromkeys(members, FIRST)


def test_before_anything_it_goes_as_they_sit():
    assert in_turn(since_the_first(3, 1, 2), []) == [3, 1, 2]


def test_whoever_presented_least_and_then_longest_ago_comes_first():
    had = [(1, date(2027, 1, 5)), (2, date(2027, 2, 1)), (3, date(2027, 1, 18)), (1, date(2027, 3, 1))]
    assert in_turn(since_the_first(1, 2, 3, 4), had) == [4, 3, 2, 1]


def test_a_turn_of_somebody_who_left_counts_for_nobody():
    assert in_turn(since_the_first(1, 2), [(9, FIRST)]) == [1, 2]


def test_a_set_of_one_and_of_nobody():
    assert in_turn(since_the_first(7), [(7, FIRST)]) == [7]
    assert in_turn({}, [(7, FIRST)]) == []


class TestNewcomers:
    joined = {1: FIRST, 2: FIRST, 9: FIRST + timedelta(weeks=10)}
    had = [(who, FIRST + timedelta(weeks=week)) for week, who in enumerate([1, 2, 1, 2])]

    def test_a_newcomer_owes_nothing_for_the_time_before(self):
        assert in_turn(self.joined, self.had) == [1, 2, 9]

    def test_and_takes_turns_like_everybody_from_then_on(self):
        had = [*self.had, (1, FIRST + timedelta(weeks=11)), (2, FIRST + timedelta(weeks=12))]
        assert in_turn(self.joined, had) == [9, 1, 2]

    def test_starts_level_with_whoever_presented_least(self):
        assert in_turn(self.joined, self.had[:3]) == [2, 9, 1]

    def test_whoever_left_and_comes_back_has_had_their_turns(self):
        back = {1: FIRST, 2: FIRST, 3: FIRST + timedelta(weeks=10)}
        had = [(3, FIRST), (3, FIRST), (3, FIRST), (1, FIRST + timedelta(weeks=1)), (2, FIRST + timedelta(weeks=2))]
        assert in_turn(back, had) == [1, 2, 3]


@given(st.integers(1, 8), st.lists(st.booleans(), max_size=60))
def test_however_often_somebody_misses_nobody_is_ever_two_turns_ahead_of_whoever_came(size, misses):
    members, had = since_the_first(*range(size)), []
    for meeting, missed in enumerate(misses):
        if missed:
            continue  # whoever's turn it was is first again next time
        had.append((in_turn(members, had)[0], FIRST + timedelta(weeks=meeting)))
    counted = Counter(dict.fromkeys(members, 0)) + Counter(who for who, _ in had)
    times = [counted[one] for one in members]
    assert max(times) - min(times) <= 1


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(0, 30))
def test_in_any_stretch_in_which_nobody_comes_nobody_presents_twice_before_all_have_once(weeks, more):
    joined = {one: FIRST + timedelta(weeks=week) for one, week in enumerate(weeks)}
    had = []
    for week in range(41 + more):
        here = {one: since for one, since in joined.items() if since <= FIRST + timedelta(weeks=week)}
        if here:
            had.append((in_turn(here, had)[0], FIRST + timedelta(weeks=week)))
    late = [who for who, on in had if on > FIRST + timedelta(weeks=40)][: len(joined)]
    assert len(set(late)) == len(late)


@given(st.dictionaries(st.integers(0, 8), st.dates()), st.lists(st.tuples(st.integers(0, 8), st.dates()), max_size=30))
def test_everybody_who_sits_is_named_once(joined, had):
    assert sorted(in_turn(joined, had)) == sorted(joined)
