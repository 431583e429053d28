from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from workshops.drawing import drawn


@given(st.sets(st.integers(1, 10**9)), st.integers(0, 1000))
def test_everyone_is_drawn_once_and_the_same_lots_give_the_same_order(people, seed):
    assert sorted(drawn(people, 7, seed)) == sorted(people)
    assert drawn(people, 7, seed) == drawn(sorted(people, reverse=True), 7, seed)


def test_another_draw_is_another_order():
    assert len({tuple(drawn(range(24), 7, draw)) for draw in range(20)}) == 20


def test_every_place_falls_to_everyone_alike():
    firsts = Counter(drawn(range(6), item, draw)[0] for item in range(60) for draw in range(10))
    assert all(70 <= firsts[person] <= 130 for person in range(6))
