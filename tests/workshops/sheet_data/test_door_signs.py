import pytest

from cohorts.models import Room
from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from workshops.models import ParallelGroup
from workshops.sheet_data.door_signs import door_signs_sheet


def signs(session):
    values = door_signs_sheet(session, None, now=make.NOW)
    return [(sign["room"], sign["starts"], sign["what"]) for sign in values["signs"]]


@pytest.fixture
def rooms(cast):
    """The workshop in the Garden Room, with a Library and a Tack Room beside it."""
    day = cast.workshop.days.get()
    made = {name: Room.objects.create(venue=day.venue, name=name) for name in ("Garden Room", "Library", "Tack Room")}
    day.room = made["Garden Room"]
    day.save()
    make.item(day, "Welcome", 30)
    return made


def test_each_room_in_use_has_a_sign_with_the_hour_it_is_first_needed(cast, rooms):
    day = cast.workshop.days.get()
    sets = make.item(day, "Sets", 45, kind="sets")
    for n, room in enumerate(["Library", "Tack Room"], 1):
        ParallelGroup.objects.create(item=sets, position=n, name=f"Set {n}", room=rooms[room])
    make.item(day, "Dinner", 60, kind="meal", room=rooms["Library"])
    assert signs(cast.workshop) == [
        ("Garden Room", "10:00", ""),
        ("Library", "10:30", "Set 1, Dinner"),
        ("Tack Room", "10:30", "Set 2"),
    ]


def test_the_main_room_says_only_when_the_day_begins(cast, rooms):
    make.item(cast.workshop.days.get(), "Panel", 60, room=rooms["Garden Room"])
    assert signs(cast.workshop) == [("Garden Room", "10:00", "")]


def test_two_groups_in_one_room_share_its_sign(cast, rooms):
    sets = make.item(cast.workshop.days.get(), "Sets", 45, kind="sets")
    for n in (1, 2):
        ParallelGroup.objects.create(item=sets, position=n, name=f"Set {n}", room=rooms["Library"])
    assert signs(cast.workshop)[1:] == [("Library", "10:30", "Set 1, Set 2")]


def test_where_no_room_is_known_a_sign_is_left_to_write_on(cast):
    make.item(cast.workshop.days.get(), "Welcome", 30)
    assert signs(cast.workshop) == [("", "10:00", "")]


def test_each_day_has_its_own_signs_and_a_cancelled_one_has_none(cast):
    residential = make.session(cast.cohort, "Residential", days=3, kind="residential")
    residential.days.filter(pk=residential.days.last().pk).update(cancelled_at=make.NOW)
    dates = [sign["date"] for sign in door_signs_sheet(residential, None, now=make.NOW)["signs"]]
    assert dates == ["Wednesday 3 March 2027", "Thursday 4 March 2027"]


def test_a_cancelled_session_has_no_door(cast):
    cast.workshop.days.update(cancelled_at=make.NOW)
    assert signs(cast.workshop) == []


def test_signs_cost_the_same_queries_however_many_rooms_are_in_use(cast, rooms):
    sets = make.item(cast.workshop.days.get(), "Sets", 45, kind="sets")
    ParallelGroup.objects.create(item=sets, position=1, name="Set 1", room=rooms["Library"])
    make.item(cast.workshop.days.get(), "Dinner", 60, room=rooms["Library"])
    few = queries(door_signs_sheet, cast.workshop)
    for n in range(2, 12):
        room = Room.objects.create(venue=rooms["Library"].venue, name=f"Room {n}")
        ParallelGroup.objects.create(item=sets, position=n, name=f"Set {n}", room=room)
        make.item(cast.workshop.days.get(), f"Item {n}", 10, room=room)
    assert queries(door_signs_sheet, cast.workshop) == few <= 10
