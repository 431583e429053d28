"""What an item is made of, against its minutes."""

import pytest

from tests.workshops.summing import day, groups, kinds, line, only, real, remedy
from workshops.sums import facts
from workshops.sums.facts import airtime

SIX_GROUPS = {"together": 15, "each_minutes": 10, "each_of": "group", "each_count": 6}


def test_the_real_day_adds_up():
    assert kinds(day(*real())) == []


def test_six_groups_do_not_fit_an_hour():
    over = only("over", day(*real(**SIX_GROUPS)))
    assert over.title == "Scenario work"
    assert over.numbers == {
        "together": 15,
        "count": 6,
        "of": "group",
        "each": 10,
        "total": 75,
        "planned": 60,
        "over": 15,
    }
    assert [(way.kind, way.value) for way in over.remedies] == [("longer", 75), ("shorter", 7), ("fewer", 4)]


def test_the_longer_slot_says_what_it_does_to_the_rest_of_the_day():
    effect = remedy("longer", only("over", day(*real(**SIX_GROUPS)))).effect
    assert (effect.later, effect.ends, effect.shift) == (15, "16:45", 15)
    assert effect.moved == (("Lunch", "13:00"),)


def test_a_gap_before_a_pin_takes_up_what_is_longer():
    work = line("Work", 20, each_minutes=10, each_of="turn", each_count=3)
    effect = remedy("longer", only("over", day(work, line("Lunch", 45, 12 * 60)))).effect
    assert (effect.later, effect.moved, effect.ends, effect.shift) == (0, (), "12:45", 0)


def test_parallel_groups_are_counted_before_a_number_somebody_wrote():
    work = line(minutes=60, groups=groups(6, 6, 6, 6), **SIX_GROUPS)
    assert "over" not in kinds(day(work))
    assert facts(work, day(work)).sum["total"] == 55


@pytest.mark.parametrize(
    ("each_of", "fields", "people", "count"),
    [
        ("person", {}, 24, 24),
        ("person", {}, 23, 23),
        ("person", {"each_count": 5}, 24, 5),
        ("person", {"groups": groups(6, 5, 5)}, 24, 6),
        ("speaker", {"speakers": 3}, 24, 3),
        ("speaker", {"speakers": 3, "each_count": 2}, 24, 2),
        ("turn", {"each_count": 2}, 24, 2),
        ("group", {"each_count": 4}, 24, 4),
    ],
)
def test_each_is_counted_as_it_is_on_the_day(each_of, fields, people, count):
    work = line(minutes=600, each_of=each_of, each_minutes=1, together=5, **fields)
    made = facts(work, day(work, people=people)).sum
    assert (made["count"], made["total"]) == (count, 5 + count)


@pytest.mark.parametrize("each_of", ["group", "speaker", "turn"])
def test_what_nobody_has_counted_is_said(each_of):
    work = line(each_of=each_of, each_minutes=10)
    assert only("uncounted", day(work)).numbers == {"each": 10, "of": each_of}


def test_exactly_full_is_not_too_long():
    assert kinds(day(line(minutes=75, **SIX_GROUPS))) == []


def test_nothing_shorter_is_offered_when_not_a_minute_is_left_for_each():
    over = only("over", day(line(minutes=15, **SIX_GROUPS)))
    assert [way.kind for way in over.remedies] == ["longer"]


def test_people_are_not_made_fewer_and_sets_are_not_either():
    for fields in ({"each_of": "person"}, {"each_of": "group", "groups": groups(6, 6, 6, 6), "is_sets": True}):
        over = only("over", day(line(minutes=30, each_minutes=10, **fields)))
        assert "fewer" not in [way.kind for way in over.remedies]


def test_groups_that_were_dealt_can_be_dealt_anew():
    work = line(minutes=30, each_minutes=10, each_of="group", groups=groups(6, 6, 6, 6), may_regroup=True)
    assert remedy("fewer", only("over", day(work))).value == 3


def test_nothing_is_made_longer_than_a_day():
    over = only("over", day(line(minutes=60, each_of="person", each_minutes=100)))
    assert [way.kind for way in over.remedies] == ["shorter"]


SETS = tuple(frozenset(range(start, start + 6)) for start in (0, 6, 12, 18))


def test_forty_five_minutes_hold_a_review_for_six_and_one_turn():
    assert kinds(day(line(minutes=45, is_sets=True), sets=SETS)) == []


def test_two_deep_turns_and_the_review_do_not_fit():
    work = line(minutes=45, is_sets=True, each_of="turn", each_minutes=20, each_count=2)
    short = only("set_short", day(work, sets=SETS))
    assert short.numbers | {"needed": 52, "review": 12, "turns": 2, "members": 6} == short.numbers
    assert [(way.kind, way.value) for way in short.remedies] == [("longer", 52), ("shorter", 16), ("fewer", 1)]


def test_the_largest_set_counts_by_those_expected():
    smaller = (SETS[0] - {0}, *(members & frozenset(range(23)) for members in SETS[1:]))
    work = line(minutes=41, is_sets=True)
    assert only("set_short", day(work, sets=SETS)).numbers["needed"] == 42
    assert only("set_short", day(work, sets=smaller)).numbers["needed"] == 42
    assert (
        kinds(day(work, sets=tuple(sorted(members)[:5] and frozenset(sorted(members)[:5]) for members in SETS))) == []
    )


def test_a_review_inside_the_time_together_is_not_counted_twice():
    work = line(minutes=45, is_sets=True, together=15, each_of="turn", each_minutes=30, each_count=1)
    assert kinds(day(work, sets=SETS)) == []


def test_sets_that_nobody_has_made_yet_are_not_summed():
    assert "set_short" not in kinds(day(line(minutes=20, is_sets=True)))


def test_airtime_is_a_fact_of_sets_and_groups_alone():
    sets, work = line(minutes=45, is_sets=True), line(minutes=60)
    found = facts(sets, day(sets, sets=SETS))
    assert (found.people, found.review, found.airtime) == (6, 12, "5 minutes 30 seconds")
    assert facts(work, day(work)).airtime == ""


@pytest.mark.parametrize(
    ("minutes", "people", "said"),
    [
        (60, 6, "10 minutes"),
        (33, 6, "5 minutes 30 seconds"),
        (5, 6, "30 seconds"),
        (1, 6, "0 minutes"),
        (6, 6, "1 minute"),
    ],
)
def test_airtime_is_rounded_down_to_half_a_minute(minutes, people, said):
    assert airtime(minutes, people) == said
