"""The people of a cohort as a file, and back again."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cohorts.columns import columns_of
from cohorts.exporting import HEADINGS, NEEDS_HEADINGS, STANDING_HEADINGS, as_csv, as_meant, as_xlsx, harmless, headings
from cohorts.models import Event, Membership, Needs, OfficeContact, Person
from cohorts.services import exporting, importing
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import read
from tests import factories as make

ONE_LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60)
NAMES = ONE_LINE.map(str.strip).filter(bool)


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


def taken(client, cast, form="csv", **fields):
    response = client.post(f"/cohorts/{cast.cohort.pk}/export/", {"form": form, **fields})
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


def by_name(data):
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return {row["Full name"]: row for row in rows}


def previewed(cast, data):
    fields = {"name": "back", "sheet": sheet_of(read(data)), "by": cast.coordinator, "now": make.NOW}
    return importing.preview(importing.keep(cohort=cast.cohort, **fields))


def furnish(cast):
    """Somebody with everything that a list can say."""
    terms = {"release_by": "=Huw", "release_on": make.WORKSHOP, "cost_code": "0041", "purchase_order": "-7"}
    Membership.objects.filter(pk=cast.participant_place.pk).update(
        job_title="=Director; Education",
        mobile="+44 7700 900123",
        line_manager="-, Pat",
        profession="@teaching",
        **terms,
    )
    fields = {"diet": "Vegan, no nuts", "access": "Step-free", "emergency_name": "+Kim", "emergency_phone": "-1"}
    Needs.objects.create(membership=cast.participant_place, entered_by=cast.coordinator, at=make.NOW, **fields)


def test_the_list_says_everything_of_everybody_who_is_here_now(office, cast):
    furnish(cast)
    rows = by_name(taken(office, cast))
    assert len(rows) == Membership.objects.current().filter(cohort=cast.cohort).count()
    assert "Noa Petersen" not in rows
    sam = rows["Sam Okafor"]
    assert sam["Email address"] == "participant@cast.example"
    assert sam["Assistant email"] == "office_contact@cast.example"
    assert (sam["Action learning set"], sam["Invitation"]) == ("Set 1", "none")
    assert (sam["Job title"], sam["Mobile"]) == ("'=Director; Education", "'+44 7700 900123")
    assert (sam["Release agreed by"], sam["Release agreed on"]) == ("'=Huw", "2027-03-03")
    assert (sam["Cost code"], sam["Purchase order"]) == ("0041", "'-7")


def test_needs_are_in_it_only_when_they_were_asked_for(office, cast):
    furnish(cast)
    assert "Vegan" not in taken(office, cast).decode()
    assert by_name(taken(office, cast, needs="on"))["Sam Okafor"]["Dietary needs"] == "Vegan, no nuts"


def test_whoever_left_is_in_it_where_asked_for_without_their_needs(office, cast):
    place = Membership.objects.get(person=cast.withdrawn)
    Needs.objects.create(membership=place, diet="Vegan", entered_by=cast.withdrawn, at=make.NOW)
    rows = by_name(taken(office, cast, needs="on", left="on"))
    assert rows["Noa Petersen"]["Left on"] == place.left_at.astimezone(cast.cohort.tz).date().isoformat()
    assert rows["Noa Petersen"]["Dietary needs"] == rows["Sam Okafor"]["Left on"] == ""


def test_whoever_left_and_came_back_stands_in_it_once(office, cast):
    place = make.place(cast.cohort, cast.participant, role="coach")
    for _time in range(2):
        Membership.objects.filter(pk=place.pk).update(left_at=make.NOW)
        place = make.place(cast.cohort, cast.participant, role="coach")
    data = taken(office, cast, left="on")
    assert data.decode().count("participant@cast.example") == 2
    assert {outcome.state for outcome in previewed(cast, data)} == {"same", "left"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_imported_again_as_it_is_it_changes_nothing(office, cast, form):
    furnish(cast)
    data = taken(office, cast, form, needs="on")
    outcomes = previewed(cast, data)
    assert {outcome.state for outcome in outcomes} == {"same"}
    assert len(outcomes) == Membership.objects.current().filter(cohort=cast.cohort).count()


def test_no_cell_of_the_workbook_is_a_formula(office, cast):
    furnish(cast)
    sheet = load_workbook(io.BytesIO(taken(office, cast, "xlsx", needs="on"))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if cell.value[0] in "=+-@"]


@given(st.text())
@example("=1+1")
@example("'=")
@example("''@a")
@example("'tis")
@example("\t=")
def test_a_harmless_cell_starts_no_formula_and_comes_back_the_same(text):
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_meant(harmless(text)) == text


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, job=ONE_LINE, manager=ONE_LINE, form=st.sampled_from([as_csv, as_xlsx]))
@example("=Ann; Bo", "a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p;q;r;s", "'-x", as_csv)
@example("#N/A", "7700900123", "\u200bTRUE", as_xlsx)
def test_whatever_people_are_called_nobody_is_new_the_second_time(cast, name, job, manager, form):
    Person.objects.filter(pk=cast.set_mate.pk).update(name=name)
    fields = {"job_title": job, "line_manager": manager, "mobile": "7700900123", "profession": manager}
    Membership.objects.filter(pk=cast.set_mate_place.pk).update(**fields)
    table = exporting.rows(exporting.places_of(cast.cohort, left=False, now=make.NOW), headings(needs=True))
    made = form(table)
    data = made.read() if form is as_xlsx else "".join(made).encode()
    assert {outcome.state for outcome in previewed(cast, data)} == {"same"}


def test_each_heading_is_read_as_the_field_it_stands_for():
    columns = list(headings(needs=True))
    assert columns == [*HEADINGS, *NEEDS_HEADINGS, *STANDING_HEADINGS]
    places = columns_of(list(headings(needs=True).values()))
    assert places == {name: n for n, name in enumerate(columns) if name not in STANDING_HEADINGS}


def test_the_trail_says_who_took_how_many_and_whether_with_needs(office, cast):
    taken(office, cast, needs="on")
    event = Event.objects.get(verb="exported")
    number = Membership.objects.current().filter(cohort=cast.cohort).count()
    assert (event.by, event.object_id) == (cast.coordinator, cast.cohort.pk)
    assert event.fields == [f"count={number}", "csv", "needs", "people"]


def test_nothing_is_on_record_when_no_list_was_taken(office, cast):
    page = office.post(f"/cohorts/{cast.cohort.pk}/export/", {"form": "pdf"})
    assert page.status_code == 422
    assert b"pdf is not one of the available choices" in page.content
    assert not Event.objects.filter(verb="exported").exists()


def test_the_people_page_leads_to_it_and_says_who_else_would_read_needs(office, cast):
    assert (
        f'href="/cohorts/{cast.cohort.pk}/export/"' in office.get(f"/cohorts/{cast.cohort.pk}/people/").content.decode()
    )
    assert b"only coordinators of the programme see these" in office.get(f"/cohorts/{cast.cohort.pk}/export/").content


def test_an_administrator_who_does_not_read_mobiles_takes_no_list(client, cast):
    client.force_login(cast.administrator)
    assert client.post(f"/cohorts/{cast.cohort.pk}/export/", {"form": "csv"}).status_code == 403
    assert not Event.objects.filter(verb="exported").exists()


def test_many_people_cost_as_few_queries_as_one(office, cast):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            taken(office, cast, needs="on")
        return len(captured)

    few = queries()
    for n in range(20):
        someone = make.person(f"Number {n}", email=f"n{n}@e.example")
        make.place(cast.cohort, someone, organisation=cast.organisation)
        OfficeContact.objects.create(
            principal=someone, contact=cast.office_contact, named_by=someone, named_at=make.NOW
        )
    assert queries() == few


def test_it_comes_line_by_line_and_can_be_uploaded_as_it_is(office, cast):
    lines = as_csv([["a", "b"], ["=c", "d"]])
    assert next(lines) == "\ufeffa,b\r\n"
    assert next(lines) == "'=c,d\r\n"
    file = SimpleUploadedFile("list.csv", taken(office, cast))
    page = office.post(f"/cohorts/{cast.cohort.pk}/import/", {"list": file}, follow=True)
    assert b"Nobody will be added: all of them are here already" in page.content
