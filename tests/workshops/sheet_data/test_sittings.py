import pytest

from cohorts.models import Room
from tests import factories as make
from workshops.editions import freeze
from workshops.models import ParallelGroup
from workshops.sheet_data.sittings import adviser_of, sets_of, sittings


def found(session):
    return sittings(session, freeze(session))


def room(session, name):
    return Room.objects.create(venue=session.days.first().venue, name=name)


@pytest.fixture
def afternoon(cast):
    day = cast.workshop.days.get()
    make.item(day, "Panel", 60, kind="panel")
    return make.item(day, "Sets", 45, kind="sets")


def test_the_sets_meet_when_the_agenda_says_so(cast, afternoon):
    [sitting] = found(cast.workshop)
    assert (sitting.times, sitting.minutes) == ("11:00 to 11:45", 45)


def test_each_set_has_the_room_of_its_group_or_else_the_items(cast, afternoon):
    afternoon.room = room(cast.workshop, "Hall")
    afternoon.save()
    library = room(cast.workshop, "Library")
    ParallelGroup.objects.create(item=afternoon, position=1, name="Set 1", learning_set=cast.set_a, room=library)
    [sitting] = found(cast.workshop)
    assert (sitting.room(cast.set_a), sitting.room(cast.set_b)) == ("Library", "Hall")


def test_sets_that_meet_twice_sit_twice(cast, afternoon):
    make.item(cast.workshop.days.get(), "Sets again", 30, kind="sets")
    assert [sitting.times for sitting in found(cast.workshop)] == ["11:00 to 11:45", "11:45 to 12:15"]


def test_an_agenda_without_sets_leaves_hour_and_room_open(cast):
    [sitting] = found(cast.workshop)
    assert (sitting.times, sitting.start, sitting.room(cast.set_a)) == ("", None, "")


def test_a_sets_own_meeting_without_an_agenda_is_the_whole_of_each_day(cast):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a, days=2)
    assert [sitting.times for sitting in found(meeting)] == ["10:00 to 16:30"] * 2
    assert sets_of(meeting) == [cast.set_a]


def test_nobody_sits_on_a_cancelled_day(cast, afternoon):
    cast.workshop.days.update(cancelled_at=make.NOW)
    assert found(cast.workshop) == []


def test_a_set_has_those_who_sit_in_it_now(cast):
    cast.set_a.seats.filter(membership=cast.set_mate_place).update(left_at=make.NOW)
    [first, second] = sets_of(cast.workshop)
    assert [seat.membership.person.name for seat in first.seats.all()] == ["Sam Okafor"]
    assert second == cast.set_b


def test_a_set_without_anybody_and_coaching_have_no_set(cast):
    make.learning_set(cast.cohort, "Empty")
    assert "Empty" not in [one.name for one in sets_of(cast.workshop)]
    coaching = make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair)
    assert sets_of(coaching) == []


def test_an_adviser_who_left_advises_nobody(cast):
    assert adviser_of(cast.set_a) == "Adviser: Ines Calloway"
    cast.adviser_place.left_at = make.NOW
    assert adviser_of(cast.set_a) == "Without an adviser"
