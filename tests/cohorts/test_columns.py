import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.columns import find_heading, plain
from cohorts.sheet import Division, Other, as_text, from_text, sheet_of
from cohorts.spreadsheet import Line, Table, Unreadable, read


def parsed(text):
    return sheet_of(read(text.encode()))


def values(text):
    return [row.values for row in parsed(text).rows()]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Name", "name"),
        ("Full name", "name"),
        ("E-mail", "email"),
        ("E-MAIL ADDRESS:", "email"),
        ("email_address", "email"),
        ("Job title", "job_title"),
        ("Organization", "organisation"),
        ("Employer", "organisation"),
        ("Phone", "mobile"),
        ("Mobile No.", "mobile"),
        ("Known as", "known_as"),
        ("Assistant’s email", "assistant_email"),
        ("Assistant's e-mail", "assistant_email"),
        ("Line Manager", "line_manager"),
        ("Cost centre", "cost_code"),
        ("PO number", "purchase_order"),
        ("Release agreed by", "release_by"),
        ("Release date", "release_on"),
        ("Dietary / access needs", "needs"),
        ("Dietary requirements", "diet"),
        ("Dietary reqs", "diet"),
        ("Org", "organisation"),
        ("Org.", "organisation"),
        ("Employing organisation", "organisation"),
        ("Organisation (or employer)", "organisation"),
        ("Phone (mobile)", "mobile"),
        ("Tel. (mob)", "mobile"),
        ("Mobile tel", "mobile"),
        ("Tel / mobile", "mobile"),
        ("Name [as on the badge]", "name"),
        ("Job role/title", "job_title"),
        ("Job Title / Role", "job_title"),
        ("Job/post", "job_title"),
        ("PA/EA", "assistant"),
        ("EA", "assistant"),
        ("PA/EA email", "assistant_email"),
        ("Sector/type", "sector"),
    ],
)
def test_usual_headings_are_understood(header, field):
    heading = find_heading([Line(1, (header, "Email"))])
    assert heading.columns[field] == 0


@pytest.mark.parametrize(
    "heading",
    [
        "Phone (assistant)",
        "Phone (PA’s)",
        "Name (line manager)",
        "Name (of your line manager)",
        "PA/office email",
        "Name/organisation",
        "Email/phone",
        "Notes (name)",
        "Shoe size/colour",
        "Job title (organisation)",
        "/",
        "()",
    ],
)
def test_a_heading_that_speaks_of_another_field_or_two_is_not_understood(heading):
    sheet = parsed(f"Email,{heading}\na@b.example,x")
    assert (sheet.columns, sheet.unused) == ({"email": 0}, [heading])


def test_a_heading_known_in_part_gives_way_to_one_known_whole():
    assert parsed("Email (work),Mobile (work),Email,Tel no\nx,1,a@b.example,2").columns == {"email": 2, "mobile": 3}


def test_a_name_of_the_programmes_own_column_goes_before_ours():
    assert sheet_of(read(b"Email,EA\na@b.example,x"), ["EA"]).columns == {"email": 0, "own:EA": 1}


def test_columns_may_stand_in_any_order():
    assert values("Sector,Email,Name\npublic,a@b.example,Ann")[0] == {
        "sector": "public",
        "email": "a@b.example",
        "name": "Ann",
    }


def test_first_name_and_surname_make_a_name():
    assert values("Surname,First name,Email\nO'Rourke,Olu,o@b.example")[0]["name"] == "Olu O'Rourke"


def test_a_title_line_above_the_headings_is_passed_over():
    rows = parsed("West Country, spring 2027\nPrinted on 3 March\n\nName,Email\nAnn,a@b.example").rows()
    assert [row.number for row in rows] == [5]
    assert rows[0].number == 5


def test_unknown_columns_are_named():
    assert parsed("Name,Email,Shoe size\nAnn,a@b.example,6").unused == ["Shoe size"]


def test_of_two_columns_for_one_field_the_surer_name_counts():
    sheet = parsed("Phone,Mobile,Name,Email\n1,2,Ann,a@b.example")
    assert sheet.rows()[0].values["mobile"] == "2"
    assert sheet.unused == ["Phone"]


def test_role_and_title_can_mean_the_job():
    assert values("Name,Email,Role\nAnn,a@b.example,Head of service")[0]["job_title"] == "Head of service"
    assert values("Name,Email,Role\nAnn,a@b.example,Facilitator")[0]["role"] == "Facilitator"
    assert values("Name,Email,Title\nAnn,a@b.example,Director of education")[0]["job_title"] == "Director of education"
    assert values("Name,Email,Title\nAnn,a@b.example,Cllr")[0]["title"] == "Cllr"


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        (["Sponsor", "Course director", "Strand lead"], "role"),
        (["", "Programme Co-ordinator", ""], "role"),
        (["Coordinator", "Administrator"], "role"),
        (["Participant", "Coordinator"], "role"),
        (["Sponsor", "Head teacher"], "role"),
        (["Director", "Head teacher", "Lead coordinator of services"], "job_title"),
        (["Head teacher", "Coordinator"], "job_title"),
        (["Administrator", "Course director", "Sponsor of schools"], "job_title"),
    ],
)
def test_a_role_of_the_office_is_one_where_it_cannot_be_a_job(texts, field):
    rows = "".join(f"Ann,p{n}@b.example,{text}\n" for n, text in enumerate(texts))
    assert parsed(f"Name,Email,Role\n{rows}").columns[field] == 2


def test_without_an_address_anywhere_it_says_so():
    with pytest.raises(Unreadable) as refused:
        parsed("Name,Post\nAnn,Head")
    assert refused.value.reason == "no_email"


def test_a_column_that_is_missing_is_named():
    assert parsed("Email,Post\na@b.example,Head").missing == "no_name"
    assert parsed("Name,Email\nAnn,a@b.example").missing == ""


def test_without_known_headings_the_addresses_tell_where_the_people_begin():
    sheet = parsed("Our people\n\nKontakt,Wer\na@b.example,Ann")
    assert (sheet.heads, sheet.columns) == (("Kontakt", "Wer"), {"email": 0})
    assert parsed("Ann,a@b.example\nBob,b@b.example").rows()[1].values == {"email": "b@b.example"}


def test_addresses_that_came_out_of_a_mail_program_are_found_as_well():
    sheet = parsed("Wer,Kontakt\nAnn,Ann Bell <a@b.example>\nBob,mailto:b@b.example")
    assert (sheet.heads, sheet.columns) == (("Wer", "Kontakt"), {"email": 1})


def test_the_sheet_with_the_addresses_is_read_whichever_it_is():
    cover, people = [Line(1, ("Our programme",))], [Line(1, ("Name", "Email")), Line(2, ("Ann", "a@b.example"))]
    assert sheet_of([Table(cover), Table(people)]).rows()[0].values["name"] == "Ann"


@pytest.mark.parametrize("heading", ["Cohort", "GROUP", "Intake:", "Programme cohort", "Cohort (2027)"])
def test_a_column_that_divides_the_people_into_cohorts_is_named(heading):
    sheet = parsed(f"Name,Email,{heading}\nAnn,a@b.example,North\nBob,b@b.example,south\nCy,c@b.example,SOUTH")
    assert sheet.cohorts == [Division(heading, 2)]
    assert replace(sheet, out=frozenset({2})).cohorts == []


@pytest.mark.parametrize("cells", [("", ""), ("North", "NORTH"), ("North", "")])
def test_a_column_of_one_cohort_divides_nobody(cells):
    rows = [f"P,p{n}@b.example,{cell}" for n, cell in enumerate(cells)]
    assert parsed("\n".join(["Name,Email,Cohort", *rows, ",,Total: 2"])).cohorts == []


def test_a_column_of_the_programmes_own_divides_nobody():
    data = b"Name,Email,Group\nAnn,a@b.example,A\nBob,b@b.example,B"
    assert sheet_of(read(data), ["Group"]).cohorts == []


def people(name, *addresses, head=("Name", "Email")):
    return Table([Line(1, head), *(Line(n, ("Ann", address)) for n, address in enumerate(addresses, 2))], name)


def test_other_sheets_with_people_are_named_with_their_rows():
    cover = Table([Line(1, ("Our programme",))], "Cover")
    sheet = sheet_of([cover, people("One", "a@b.example"), people("Two", "b@b.example", "?"), people("Lists")])
    assert [row.values["email"] for row in sheet.rows()] == ["a@b.example"]
    assert sheet.others == (Other("Two", 2),)
    assert from_text(as_text(sheet)) == sheet


def test_a_sheet_of_headings_alone_gives_way_to_one_with_people():
    sheet = sheet_of([people("Blank"), people("Strange", "a@b.example", head=("Wer", "Kontakt"))])
    assert [row.values["email"] for row in sheet.rows()] == ["a@b.example"]
    known = people("People", "c@b.example")
    assert sheet_of([people("Strange", "a@b.example", head=("Wer", "Kontakt")), known]).others == (Other("Strange", 1),)


def test_a_list_kept_before_an_update_has_no_other_sheets():
    kept = json.loads(as_text(parsed("Name,Email\nAnn,a@b.example")))
    del kept["others"]
    assert from_text(json.dumps(kept)).others == ()


def test_the_name_of_a_sheet_is_one_short_line():
    sheet = sheet_of([people("One", "a@b.example"), people("\x1b[2J\n" + "ش" * 100, "b@b.example")])
    assert sheet.others[0].name == "[2J" + "ش" * 57


@given(st.lists(st.lists(st.text(max_size=20), max_size=8), max_size=8))
def test_any_table_gives_rows_or_our_own_error(table):
    lines = [Line(n, tuple(cells)) for n, cells in enumerate(table, 1)]
    with suppress(Unreadable):
        sheet_of([Table(lines)])


@given(st.text(max_size=40))
def test_a_plain_heading_is_already_plain(header):
    assert plain(plain(header)) == plain(header)
