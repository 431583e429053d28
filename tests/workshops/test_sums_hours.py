"""A day on the clock."""

import pytest

from tests.workshops.summing import HALF_PAST_FOUR, day, kinds, line, only, real, remedy
from tests.workshops.test_agenda import TEN

NOON = 12 * 60


def ways(finding):
    return [(way.kind, way.title, way.value) for way in finding.remedies]


def test_a_gap_is_filled_by_the_item_before_or_by_letting_go_of_the_pin():
    gap = only("gap", day(line("Talk", 90), line("Lunch", 45, NOON)))
    assert gap.numbers == {"minutes": 30, "at": "12:00"}
    assert ways(gap) == [("longer", "Talk", 120), ("unpin", "Lunch", 11 * 60 + 30)]
    assert remedy("unpin", gap).effect.ends == "12:15"


def test_a_gap_before_the_first_item_has_nothing_before_it_to_lengthen():
    assert ways(only("gap", day(line("Talk", 30, TEN + 15)))) == [("unpin", "Talk", TEN)]


def test_an_item_reached_late_is_pushed_or_the_one_before_is_cut():
    late = only("pushed", day(line("Talk", 115), line("Break", 20, is_quiet=True), line("Lunch", 45, NOON)))
    assert late.numbers["minutes"] == 15
    assert ways(late) == [("push", "Lunch", NOON + 15), ("cut", "Break", 5), ("unpin", "Lunch", NOON + 15)]
    assert remedy("push", late).effect.moved == (("Lunch", "12:15"),)


def test_a_push_takes_later_pins_along_as_far_as_it_must():
    lines = line("Talk", 130), line("Lunch", 45, NOON), line("Guest", 30, NOON + 50), line("End", 30, 15 * 60)
    effect = remedy("push", only("pushed", day(*lines))).effect
    assert effect.moved == (("Lunch", "12:10"), ("Guest", "12:55"))
    assert effect.ends == "15:30"


def test_an_item_is_not_cut_to_nothing():
    late = only("pushed", day(line("Talk", 110), line("Notices", 12), line("Lunch", 45, NOON - 6)))
    assert [way.kind for way in late.remedies] == ["push", "unpin"]


def test_two_pins_that_contradict_are_named():
    found = only("contradiction", day(line("Lunch", 45, 13 * 60), line("Guest", 30, NOON)))
    assert (found.title, found.numbers["other"], found.numbers["other_at"]) == ("Guest", "Lunch", "13:00")
    assert remedy("push", found).value == 13 * 60 + 45


def test_a_first_item_pinned_before_the_doors_open():
    assert only("before_opening", day(line("Coffee", 30, 9 * 60 + 30))).numbers["opens"] == "10:00"


def test_three_hours_of_work_ask_for_a_break_where_two_are_over():
    found = only("no_break", day(line("A", 60), line("B", 60), line("C", 60)))
    assert (found.title, found.numbers["minutes"]) == ("C", 180)
    assert (found.numbers["since"], found.numbers["until"]) == ("10:00", "13:00")
    effect = remedy("break", found).effect
    assert (effect.later, effect.ends) == (15, "13:15")


def test_two_hours_exactly_need_none():
    assert kinds(day(line("A", 60), line("B", 60), line("Break", 10, is_quiet=True), line("C", 120))) == []


def test_a_gap_of_ten_minutes_does_for_a_break_and_a_break_of_none_does_not():
    assert "no_break" not in kinds(day(line("A", 120), line("B", 60, TEN + 130)))
    assert "no_break" in kinds(day(line("A", 120), line("Break", 0, is_quiet=True), line("B", 60)))


def test_one_item_of_three_hours_is_said_and_cannot_be_mended_from_outside():
    found = only("no_break", day(line("A", 180)))
    assert found.numbers["alone"]
    assert found.remedies == ()


def test_each_stretch_is_told_once():
    day_long = day(*(line(str(n), 50) for n in range(7)))
    assert kinds(day_long).count("no_break") == 1


def test_a_day_that_runs_past_its_end_may_end_later():
    late = only("late", day(line("Talk", 405), line("Break", 0, is_quiet=True)))
    assert late.numbers == {"minutes": 15, "ends": "16:45", "closes": "16:30"}
    assert ways(late) == [("close", "", HALF_PAST_FOUR + 15)]


def test_a_day_that_ends_early_is_no_finding():
    assert kinds(day(line("Talk", 60))) == []


@pytest.mark.parametrize(("minutes", "kind"), [(14 * 60, "late"), (14 * 60 + 1, "midnight")])
def test_a_day_cannot_end_at_midnight_or_after_it(minutes, kind):
    found = only(kind, day(line("Talk", minutes)))
    assert found.remedies == ()


def test_a_night_in_which_the_clocks_change_is_said():
    found = only("clocks", day(*real(), clock_change=(25 * 60, 60)))
    assert found.numbers == {"at": "01:00", "jump": 60, "minutes": 60}
    assert only("clocks", day(*real(), clock_change=(25 * 60, -60))).numbers["minutes"] == 60


def test_an_empty_day_says_nothing():
    assert kinds(day()) == []


def test_a_pin_in_the_small_hours_is_offered_for_the_next_day():
    late = only("contradiction", day(line("Dinner", 60, 23 * 60), line("Music", 60, 30)))
    assert ways(late)[0] == ("tomorrow", "Music", 30)
    assert remedy("tomorrow", late).effect.ends == "01:30"
    breakfast = only("contradiction", day(line("Dinner", 60, 23 * 60), line("Breakfast", 60, 8 * 60)))
    assert "tomorrow" not in [way.kind for way in breakfast.remedies]
