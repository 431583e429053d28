import pytest

from cohorts.models import Needs
from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from tests.workshops.test_sheet_data import reply
from workshops.models import Reply
from workshops.sheet_data.kitchen import kitchen_sheet


def eats(cast, place, diet):
    return Needs.objects.create(membership=place, diet=diet, entered_by=cast.coordinator, at=make.NOW)


@pytest.fixture
def day(cast):
    day = cast.workshop.days.get()
    make.item(day, "Welcome", 60)
    make.item(day, "Lunch", 45, kind="meal")
    make.item(day, "Tea", 15, kind="break")
    return day


def sheet(session):
    return kitchen_sheet(session, None, now=make.NOW)["days"][0]


def test_every_meal_and_break_has_the_number_of_people_in_the_room(cast, day):
    # three participants, one facilitator, two set advisers
    meals = sheet(cast.workshop)["meals"]
    assert [(meal["starts"], meal["title"], meal["count"]) for meal in meals] == [
        ("11:00", "Lunch", "6"),
        ("11:45", "Tea", "6"),
    ]


def test_whoever_is_sorry_or_online_does_not_eat_and_speakers_do(cast, day):
    reply(day, cast.participant_place, Reply.Answer.SORRY)
    reply(day, cast.set_mate_place, Reply.Answer.ONLINE)
    make.speaker(cast.workshop)
    eats(cast, cast.set_mate_place, "Vegan")
    told = sheet(cast.workshop)
    assert told["expected"] == "5 people in the room, 1 of them a speaker"
    assert told["diets"] == []
    assert told["rest"] == "5"


def test_part_of_the_day_is_counted_and_said(cast, day):
    reply(day, cast.participant_place, Reply.Answer.PART)
    told = sheet(cast.workshop)
    assert told["expected"] == "6 people in the room, 1 of them for part of the day"
    assert told["note"] == "Whoever comes for part of the day is counted at every meal."


def test_the_same_diet_in_other_capitals_is_one_line_and_the_frequent_come_first(cast, day):
    eats(cast, cast.participant_place, "Vegan")
    eats(cast, cast.set_mate_place, "No  nuts.")
    eats(cast, cast.facilitator_place, "no nuts")
    told = sheet(cast.workshop)
    assert [(diet["diet"], diet["count"]) for diet in told["diets"]] == [("No  nuts.", "2"), ("Vegan", "1")]
    assert told["rest"] == "3"


def test_there_is_no_name_and_no_need_of_access_on_it(cast, day):
    Needs.objects.create(
        membership=cast.participant_place, access="Step-free", entered_by=cast.coordinator, at=make.NOW
    )
    text = str(kitchen_sheet(cast.workshop, None, now=make.NOW))
    assert "Step-free" not in text
    for person in (cast.participant, cast.set_mate, cast.other_set, cast.facilitator, cast.adviser):
        assert person.name not in text


def test_a_host_who_is_a_participant_too_eats_once(cast, day):
    make.place(cast.cohort, cast.participant, "set_adviser")
    assert sheet(cast.workshop)["expected"] == "6 people in the room"


def test_each_day_has_its_own_numbers(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    reply(residential.days.last(), cast.participant_place, Reply.Answer.SORRY)
    days = kitchen_sheet(residential, None, now=make.NOW)["days"]
    assert [day["expected"] for day in days] == ["6 people in the room", "5 people in the room"]


def test_it_costs_the_same_queries_for_three_people_and_for_thirty(cast, day):
    make.speaker(cast.workshop).items.add(day.items.first())
    few = queries(kitchen_sheet, cast.workshop)
    for n in range(27):
        eats(cast, make.place(cast.cohort, make.person(f"Person {n}")), f"Diet {n}")
        make.speaker(cast.workshop, f"Guest {n}").items.add(make.item(day, f"Lunch {n}", kind="meal"))
    assert queries(kitchen_sheet, cast.workshop) == few <= 16
