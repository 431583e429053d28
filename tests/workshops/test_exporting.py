"""Replies and attendance of a cohort as a file."""

import csv
import io
from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cohorts.models import Event
from tests import factories as make
from tests.factories import NOW
from workshops.models import Attendance, Presence, Reply

DAY = "Workshop 1, 3 March 2027"


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


def taken(client, cast, form="csv"):
    response = client.post(f"/cohorts/{cast.cohort.pk}/export/attendance/", {"form": form})
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


def by_name(data):
    return {row["Name"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}


def test_what_people_replied_and_when_they_came_stands_beside_their_name(office, cast):
    day, place = cast.workshop.days.get(), cast.participant_place
    Reply.objects.create(day=day, person=cast.participant, answer="part", note="leaving at three", by=None, at=NOW)
    for half, came in (("am", True), ("pm", False)):
        Attendance.objects.create(day=day, membership=place, half=half, came=came, by=cast.coordinator, at=NOW)
    Presence.objects.create(day=day, membership=place, arrived=time(10, 40))
    row = by_name(taken(office, cast))["Sam Okafor"]
    assert row["Set"] == "Set 1"
    assert row[f"{DAY}: Reply"] == "Part of the day: leaving at three"
    assert (row[f"{DAY}: Morning"], row[f"{DAY}: Afternoon"]) == ("came", "did not come")
    assert (row[f"{DAY}: Came at"], row[f"{DAY}: Left at"]) == ("10:40", "")


def test_an_empty_cell_concludes_nothing(office, cast):
    row = by_name(taken(office, cast))["Robin Ashworth"]
    assert {row[f"{DAY}: {what}"] for what in ("Reply", "Morning", "Afternoon")} == {""}


def test_whoever_left_is_in_it_with_the_day_and_nobody_of_another_cohort_is(office, cast):
    rows = by_name(taken(office, cast))
    assert rows["Noa Petersen"]["Left on"]
    assert "Kim Adeyemi" not in rows


def test_set_meetings_coaching_and_cancelled_days_are_not_in_it(office, cast):
    make.session(cast.cohort, "Set 1 meets", kind="set_meeting", learning_set=cast.set_a)
    make.session(cast.cohort, "Gone").days.update(cancelled_at=NOW)
    headings = taken(office, cast).decode().splitlines()[0]
    assert "Set 1 meets" not in headings
    assert "Gone" not in headings


def test_nothing_in_it_is_a_formula(office, cast):
    Reply.objects.create(
        day=cast.workshop.days.get(), person=cast.participant, answer="part", note="=1+1", by=None, at=NOW
    )
    cast.participant.name = "=HYPERLINK(1)"
    cast.participant.save()
    sheet = load_workbook(io.BytesIO(taken(office, cast, "xlsx"))).active
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert any(cell.value == "'=HYPERLINK(1)" for row in sheet.iter_rows() for cell in row)


def test_the_trail_says_who_took_how_many(office, cast):
    taken(office, cast)
    event = Event.objects.get(verb="exported")
    assert (event.by, event.fields) == (cast.coordinator, ["attendance", "count=4", "csv"])


def test_the_page_of_exports_leads_to_it(office, cast):
    assert "/export/attendance/" in office.get(f"/cohorts/{cast.cohort.pk}/export/").content.decode()
    assert "An empty cell says nothing" in office.get(f"/cohorts/{cast.cohort.pk}/export/attendance/").content.decode()


def test_many_people_and_days_cost_the_queries_of_one(office, cast, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        taken(office, cast)
    for n in range(10):
        make.place(cast.cohort, make.person(f"Person {n}"))
        make.session(cast.cohort, f"Lab {n}")
    with django_assert_num_queries(len(one)):
        taken(office, cast)
