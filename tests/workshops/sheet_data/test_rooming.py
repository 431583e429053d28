from datetime import timedelta

import pytest

from cohorts.models import Needs
from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from tests.workshops.test_sheet_data import reply
from workshops.models import Reply
from workshops.sheet_data.nights import nights
from workshops.sheet_data.rooming import rooming_sheet


@pytest.fixture
def residential(cast):
    return make.session(cast.cohort, "Residential", days=3, kind="residential")


def staying(session):
    nights = rooming_sheet(session, None, now=make.NOW)["nights"]
    return [[person["name"] for person in night["people"]] for night in nights]


def test_there_is_a_night_between_each_two_days(residential):
    first, second = rooming_sheet(residential, None, now=make.NOW)["nights"]
    assert first["title"] == "Night of Wednesday 3 March to Thursday 4 March 2027"
    assert second["title"] == "Night of Thursday 4 March to Friday 5 March 2027"
    assert (first["place"], first["count"]) == ("Hartwell Hall", "6")


def test_who_comes_on_both_days_stays(residential, cast):
    first, second, third = residential.days.all()
    reply(first, cast.participant_place, Reply.Answer.SORRY)
    reply(second, cast.set_mate_place, Reply.Answer.ONLINE)
    reply(third, cast.other_set_place, Reply.Answer.SORRY)
    hosts = ["Noor Bennett", "Ines Calloway", "Frances Dale"]
    assert staying(residential) == [["Jo Hartley", *hosts], ["Sam Okafor", *hosts]]


def test_who_stays_the_night_has_a_bed_though_away_the_day_after_or_the_day_before(residential, cast):
    first, second, third = residential.days.all()
    reply(first, cast.participant_place, Reply.Answer.COMING)
    reply(second, cast.participant_place, Reply.Answer.SORRY)
    Reply.objects.filter(person=cast.participant).update(stays=True)
    reply(first, cast.set_mate_place, Reply.Answer.COMING)
    Reply.objects.filter(person=cast.set_mate).update(stays=False)
    reply(third, cast.other_set_place, Reply.Answer.SORRY)
    first_night, second_night = staying(residential)
    assert ("Sam Okafor" in first_night, "Sam Okafor" in second_night) == (True, True)
    assert ("Robin Ashworth" in first_night, "Robin Ashworth" in second_night) == (False, True)
    assert ("Jo Hartley" in first_night, "Jo Hartley" in second_night) == (True, False)


def test_what_to_know_for_the_bedroom_is_said_in_words_and_no_diet_is(residential, cast):
    told = {"access": "Ground floor", "diet": "Vegan", "entered_by": cast.coordinator, "at": make.NOW}
    Needs.objects.create(membership=cast.participant_place, **told)
    reply(residential.days.all()[1], cast.participant_place, Reply.Answer.PART)
    [sleeper] = [
        person
        for person in rooming_sheet(residential, None, now=make.NOW)["nights"][0]["people"]
        if person["name"] == "Sam Okafor"
    ]
    assert sleeper["know"] == ["Ground floor", "There for part of Thursday: ask"]
    assert sleeper["post"] == "Northmoor County Council"
    assert "Vegan" not in str(rooming_sheet(residential, None, now=make.NOW))


def test_no_night_lies_beside_a_cancelled_day_nor_across_a_gap_nor_in_a_workshop(residential, cast):
    days = list(residential.days.all())
    days[1].cancelled_at = make.NOW
    assert nights(residential, days) == []
    days[1].cancelled_at = None
    days[2].date += timedelta(days=1)
    assert [night.before for night in nights(residential, days)] == [days[0]]
    workshop = make.session(cast.cohort, "Two days", days=2)
    assert nights(workshop, list(workshop.days.all())) == []


def test_it_costs_the_same_queries_for_three_people_and_for_thirty(residential, cast):
    few = queries(rooming_sheet, residential)
    for n in range(27):
        make.place(cast.cohort, make.person(f"Person {n}"))
    assert queries(rooming_sheet, residential) == few <= 16
