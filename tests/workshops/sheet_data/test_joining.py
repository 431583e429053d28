import pytest

from cohorts.models import Room
from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from tests.workshops.test_sheet_data import publish
from workshops.sheet_data.joining import joining_sheet


@pytest.fixture
def residential(cast):
    session = make.session(cast.cohort, "Residential", days=2, kind="residential", arrival="Coffee from 09:30")
    session.bring = "Your challenge"
    session.save()
    venue = session.days.first().venue
    venue.directions, venue.parking, venue.access = "Twelve minutes by taxi", "Forty spaces", "Level entrance"
    venue.save()
    return session


def sheet(session, edition=None):
    return joining_sheet(session, edition, now=make.NOW)


def test_everything_that_gets_somebody_there_is_on_it(residential, cast):
    programme = residential.cohort.programme
    programme.office_name, programme.office_phone, programme.office_email = "Dana", "01632 960218", "d@x.example"
    values = sheet(residential)
    assert (values["arrival"], values["bring"]) == ("Coffee from 09:30", "Your challenge")
    assert values["ask"] == "Dana, 01632 960218"
    assert values["needs"] == "Tell us early what you need to take part or to eat: Dana, 01632 960218, d@x.example"
    [venue] = values["venues"]
    assert venue == {
        "name": "Hartwell Hall",
        "address": "near Wexcombe, TA0 0AA",
        "when": "",
        "directions": "Twelve minutes by taxi",
        "parking": "Forty spaces",
        "access": "Level entrance",
    }


def test_every_day_has_its_hours_its_room_and_its_ways_in(residential):
    first, second = residential.days.all()
    first.room = Room.objects.create(venue=first.venue, name="Garden Room", step_free=True, hearing_loop=True)
    first.save()
    second.online_link, second.dial_in, second.venue = "https://meet.example/abc", "0117 496 0123, code 42", None
    second.save()
    one, two = sheet(residential)["days"]
    assert (one["date"], one["times"]) == ("Wednesday 3 March 2027", "10:00 to 16:30")
    assert (one["room"], two["room"]) == ("Garden Room (step-free, hearing loop)", "")
    assert (one["link"], two["link"]) == ("", "https://meet.example/abc")
    assert (one["telephone"], two["telephone"]) == ("", "0117 496 0123, code 42")


def test_two_places_are_told_apart_by_their_dates(residential, cast):
    second = residential.days.last()
    second.venue = make.venue(cast.programme, "Northmoor House")
    second.save()
    assert [(venue["name"], venue["when"]) for venue in sheet(residential)["venues"]] == [
        ("Hartwell Hall", "Wednesday 3 March"),
        ("Northmoor House", "Thursday 4 March"),
    ]


def test_meals_and_title_are_the_editions_and_the_draft_stays_a_draft(residential):
    day = residential.days.first()
    make.item(day, "Secret opening", 60)
    make.item(day, "Lunch", 45, kind="meal")
    residential.title = "Not yet told"
    residential.save()
    values = sheet(residential)
    assert values["version"] == "Printed 22 February 2027 at 09:00"
    assert "Lunch" not in str(values)
    assert "Not yet told" not in str(values)
    values = sheet(residential, publish(residential))
    assert values["version"].startswith("Edition 1, printed")
    assert [day["meals"] for day in values["days"]] == [["Lunch 11:00"], []]
    assert "Secret opening" not in str(values)


def test_the_nights_of_a_residential_are_named_and_a_workshop_has_none(residential, cast):
    assert sheet(residential)["nights"] == ["Wednesday 3 March"]
    assert sheet(cast.workshop)["nights"] == []


def test_a_cancelled_day_says_so_and_offers_no_meal(residential):
    day = residential.days.first()
    make.item(day, "Lunch", 45, kind="meal")
    edition = publish(residential)
    residential.days.update(cancelled_at=make.NOW)
    first, _second = sheet(residential, edition)["days"]
    assert first["cancelled"]
    assert first["meals"] == []


def test_it_costs_the_same_queries_for_one_day_and_for_nine(residential, cast):
    nine = make.session(cast.cohort, "Nine days", days=9, kind="residential")
    assert queries(joining_sheet, nine) == queries(joining_sheet, residential) <= 10
