"""The same import as the page's, for whoever keeps the list in a file on a server."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cohorts.models import Event, Membership, OwnText, Upload
from tests.cohorts.test_spreadsheet import workbook

FILE = Path(__file__).parent.parent / "data" / "participants.csv"


@pytest.fixture
def bring_in(cast, capsys):
    def run(file=FILE, *options, cohort="spring-2027"):
        call_command("import_people", str(file), "--cohort", cohort, *options)
        return capsys.readouterr().out

    return run


def refused(call):
    with pytest.raises(CommandError) as refusal:
        call()
    return refusal.value.returncode, str(refusal.value)


def test_the_list_is_saved_and_the_second_time_nobody_is_new(cast, bring_in):
    before = Membership.objects.count()
    assert bring_in() == "Spring 2027: 24 new. Saved.\n"
    assert Membership.objects.count() == before + 24
    assert bring_in() == "Spring 2027: 24 same. Saved.\n"
    assert Membership.objects.count() == before + 24
    assert not Upload.objects.exists()


def test_it_is_done_in_the_name_of_a_coordinator(cast, bring_in):
    bring_in(FILE, "--by", "COORDINATOR@cast.example")
    assert Event.objects.get(verb="imported").by == cast.coordinator


def test_a_dry_run_says_what_would_happen_and_saves_nothing(cast, bring_in):
    before = Membership.objects.count(), Event.objects.count()
    said = json.loads(bring_in(FILE, "--dry-run", "--json", cohort=str(cast.cohort.pk)))
    assert (said["cohort"], said["saved"], said["new"], len(said["rows"])) == (cast.cohort.pk, False, 24, 24)
    assert said["rows"][0]["state"] == "new"
    assert (Membership.objects.count(), Event.objects.count()) == before
    assert not Upload.objects.exists()


def test_row_900_of_1000_wrong_saves_nobody_and_is_named(cast, tmp_path, capsys, bring_in):
    lines = [f"Person {n},{'no address' if n == 900 else f'p{n}@list.example'}" for n in range(1, 1001)]
    file = tmp_path / "list.csv"
    file.write_text("\n".join(["Name,Email", *lines]))
    before = Membership.objects.count()
    code, message = refused(lambda: bring_in(file))
    assert (code, message) == (1, "Nothing is saved: mend the rows that are wrong.")
    assert capsys.readouterr().out == (
        "Spring 2027: 999 new, 1 wrong. Nothing is saved.\nRow 901, Email: Enter a valid email address.\n"
    )
    assert Membership.objects.count() == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "has no rows"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"Name\nAnn", "No column of addresses"),
        (b"Name,Email" + b",x" * 10_000, "more than 60 columns"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(bring_in, tmp_path, data, says):
    file = tmp_path / "list.csv"
    file.write_bytes(data)
    code, message = refused(lambda: bring_in(file))
    assert code == 2
    assert says in message


def test_a_file_a_cohort_or_a_coordinator_that_is_not_there_is_said(cast, bring_in):
    assert refused(lambda: bring_in("/nowhere.csv")) == (2, "/nowhere.csv cannot be opened: No such file or directory.")
    code, message = refused(lambda: bring_in(cohort="spring"))
    assert code == 2
    assert f"{cast.cohort.pk} (spring-2027, West Country Leadership Programme)" in message
    said = refused(lambda: bring_in(FILE, "--by", "participant@cast.example"))
    assert said == (2, "participant@cast.example is no coordinator of West Country Leadership Programme.")


def test_sheets_that_are_not_read_are_said(bring_in, tmp_path):
    file = tmp_path / "list.xlsx"
    head = ["Name", "Email"]
    file.write_bytes(workbook([head, ["Ann", "a@b.example"]], Two=[head, ["Bob", "b@b.example"]]))
    assert bring_in(file, "--dry-run").splitlines()[1] == (
        "This file has another sheet with people, “Two”, 1 row: it is not read here."
        " Save it as a file of its own and import that next."
    )
    assert json.loads(bring_in(file, "--json"))["other_sheets"] == [{"name": "Two", "rows": 1}]


def test_columns_of_the_programmes_own_are_read_and_those_not_used_are_said(cast, bring_in, tmp_path):
    cast.programme.own_columns.create(name="Pay band", position=1)
    file = tmp_path / "list.csv"
    file.write_text("Name,Email,Pay band,Shoe size,Cohort\nAnn,a@b.example,B1,6,1\nBob,b@b.example,B2,7,2\n")
    not_used, cohorts = bring_in(file).splitlines()[1:]
    assert not_used == "Not used: Shoe size, Cohort."
    assert cohorts == (
        "The list has a column “Cohort” with 2 different values; everybody in it is added to Spring 2027."
        " Leave out rows that belong elsewhere: take them out of your file and choose it again."
    )
    assert OwnText.objects.get(membership__person__email="a@b.example").text == "B1"
    found = json.loads(bring_in(file, "--json"))
    assert found["not_used"] == ["Shoe size", "Cohort"]
    assert found["cohort_columns"] == [{"heading": "Cohort", "values": 2}]


def test_a_heading_that_would_command_the_terminal_does_not(bring_in, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Name,Email,\x1b[2JSize\nAnn,a@b.example,6\n")
    assert bring_in(file, "--dry-run").splitlines()[1] == "Not used: [2JSize."
