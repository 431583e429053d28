"""Rooms, and who leads."""

from dataclasses import replace

from tests.workshops.summing import GARDEN, LIBRARY, TACK, day, groups, kinds, line, only, real
from tests.workshops.test_agenda import TEN


def test_items_that_nobody_leads_are_told_together():
    found = only("no_lead", day(line("A", is_led=False), line("B", is_led=False), line("C")))
    assert [title for _pk, title in found.numbers["lines"]] == ["A", "B"]


def test_breaks_sets_marks_of_time_and_speakers_need_no_lead():
    quiet = line(is_led=False, is_quiet=True), line(is_led=False, is_sets=True), line(minutes=0, is_led=False)
    assert kinds(day(*quiet, line(is_led=False, speakers=1))) == []


def test_groups_are_led_when_each_of_them_is():
    led = tuple(replace(group, is_led=True) for group in groups(12, 12))
    assert kinds(day(line(groups=led, is_led=False))) == []
    assert "no_lead" in kinds(day(line(groups=(led[0], groups(12, 12)[1]), is_led=False)))


def test_no_room_is_said_once_for_the_day():
    found = only("no_room", day(*real(), room=None))
    assert len(found.numbers["lines"]) == 10


def test_an_item_with_a_room_of_its_own_and_groups_with_rooms_need_none_of_the_day():
    named = line(room=LIBRARY), line(groups=groups(6, 6, room=LIBRARY))
    assert "no_room" not in kinds(day(*named, room=None, people=8))
    assert "no_room" in kinds(day(line(groups=groups(12, 12)), room=None))


def test_online_there_are_no_rooms():
    assert kinds(day(*real(), room=None, is_online=True)) == []


def test_a_room_given_to_two_groups_is_said():
    pair = groups(8, 8, 8, room=LIBRARY)[:2]
    found = only("room_twice", day(line(groups=(*pair, *groups(0))), people=16))
    assert (found.numbers["room"], found.numbers["groups"]) == ("Library", ["Group 1", "Group 2"])


def test_groups_at_tables_in_the_main_room_share_it_on_purpose():
    assert kinds(day(line(groups=groups(4, 4, 4, 4, 4, 4)))) == []


def test_a_room_given_to_two_items_that_overlap():
    first, second = line("Talk", 60, room=LIBRARY), line("Guest", 30, TEN + 30, room=LIBRARY)
    found = only("room_clash", day(first, second, people=8))
    assert (found.title, found.numbers) == ("Guest", {"room": "Library", "other": "Talk", "at": "10:30"})


def test_items_that_follow_each_other_may_share_a_room():
    assert kinds(day(line("Talk", 60, room=LIBRARY), line("Guest", 30, room=LIBRARY), people=8)) == []


def test_the_main_room_is_not_given_twice_by_running_late():
    assert "room_clash" not in kinds(day(line("Talk", 60), line("Guest", 30, TEN + 30)))


def test_a_group_larger_than_its_room_is_said():
    found = only("too_small", day(line(groups=groups(9, room=LIBRARY)), people=9))
    assert found.numbers == {"room": "Library", "group": "Group 1", "people": 9, "seats": 8}


def test_everyone_in_an_items_own_room_and_in_the_days():
    assert only("too_small", day(line("Talk", room=LIBRARY))).title == "Talk"
    found = only("too_small", day(line("Talk"), people=41))
    assert (found.item, found.numbers["room"]) == (None, "Garden Room")


def test_a_room_whose_seats_nobody_knows_is_not_too_small():
    assert kinds(day(line(room=replace(LIBRARY, seats=None)))) == []


def test_a_room_with_steps_is_said_of_the_group_and_of_nobody():
    split = line(groups=(*groups(4, room=TACK), *groups(20)[:0]))
    found = only("steps", day(split, people=4, needing=frozenset({3})))
    assert found.numbers == {"room": "Tack Room", "group": "Group 1"}


def test_only_those_who_are_in_the_room_that_day_count_for_its_steps():
    split = line(groups=groups(4, room=TACK))
    assert "steps" not in kinds(day(split, people=4, needing=frozenset({9})))
    assert "steps" not in kinds(day(line(groups=groups(4, room=GARDEN)), people=4, needing=frozenset({3})))


def test_whoever_is_expected_and_in_no_group_is_counted():
    assert only("ungrouped", day(line(groups=groups(10, 10)))).numbers == {"count": 4}
