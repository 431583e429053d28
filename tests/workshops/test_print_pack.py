import pytest
from django.core.management import CommandError, call_command

from tests import factories as make
from tests.workshops.test_packs import UNREADABLE, broken
from tests.workshops.test_sheet_data import publish
from tests.workshops.test_sheets import read, words
from workshops.management.commands import print_pack as command
from workshops.management.commands.print_pack import beside
from workshops.models import Pack
from workshops.packs.pressing import File
from workshops.packs.wishes import Stack


@pytest.fixture
def workshop(cast):
    make.item(cast.workshop.days.get(), "Welcome")
    publish(cast.workshop)
    return cast.workshop


def run(session, out, *options):
    call_command("print_pack", str(getattr(session, "pk", session)), "--out", str(out), *options)


def refused(session, out, *options):
    """What the command says and its exit code."""
    with pytest.raises(CommandError) as refusal:
        run(session, out, *options)
    return str(refusal.value), refusal.value.returncode


def test_it_prints_the_sheets_and_copies_that_were_named(workshop, tmp_path, capsys):
    out = tmp_path / "pack.pdf"
    run(workshop, out, "--sheets", "agenda,register:2")
    text = words(out.read_bytes())
    assert text.count("Register,page1of1") == 2
    assert text.count("Agenda,page1of1") == 1
    assert capsys.readouterr().out == f"{out}: 3 pages on 3 sheets of paper.\n"
    assert not Pack.objects.exists()


def test_a_single_page_is_said_as_one(workshop, tmp_path, capsys):
    out = tmp_path / "pack.pdf"
    run(workshop, out, "--sheets", "register")
    assert capsys.readouterr().out == f"{out}: 1 page on 1 sheet of paper.\n"


def test_without_names_it_prints_what_a_day_needs(workshop, tmp_path):
    out = tmp_path / "pack.pdf"
    run(workshop, out)
    text = words(out.read_bytes())
    counts = [text.count(f"{name},page1of1") for name in ("Runningorder", "Register", "Agenda")]
    assert counts == [1, 1, 3]


def test_large_print_and_both_sides(workshop, tmp_path):
    out = tmp_path / "pack.pdf"
    run(workshop, out, "--sheets", "register:2", "--large", "--both-sides")
    pages = read(out.read_bytes()).pages
    assert len(pages) == 3
    assert pages[0].mediabox.width > pages[0].mediabox.height


def test_an_unknown_sheet_is_answered_with_those_there_are(workshop, tmp_path):
    said, code = refused(workshop, tmp_path / "x.pdf", "--sheets", "agenda,menu")
    assert said.startswith("No such sheet: menu. There are ")
    assert "running-order" in said
    assert code == command.UNKNOWN_SHEET


@pytest.mark.parametrize("copies", ["0", "-1", "x", "201", "²"])
def test_copies_that_are_no_number_are_refused(workshop, tmp_path, copies):
    said, code = refused(workshop, tmp_path / "x.pdf", "--sheets", f"register:{copies}")
    assert "is not a number of copies from 1 to 200" in said
    assert code == command.UNKNOWN_SHEET


def test_an_unknown_session_is_said(workshop, tmp_path):
    assert refused(99999, tmp_path / "x.pdf") == ("There is no session 99999.", command.UNKNOWN_SESSION)


def test_a_file_that_cannot_be_written_is_said(workshop, tmp_path):
    out = tmp_path / "no such folder" / "x.pdf"
    said, code = refused(workshop, out)
    assert said == f"{out} cannot be written: No such file or directory."
    assert code == command.NOT_WRITTEN


def test_nothing_named_is_said(workshop, tmp_path):
    assert refused(workshop, tmp_path / "x.pdf", "--sheets", ",") == ("Nothing to print.", command.NOTHING)


def test_before_an_edition_the_agenda_is_left_out_or_refused_where_it_was_named(cast, tmp_path):
    out = tmp_path / "pack.pdf"
    run(cast.draft, out)
    assert "Agenda,page" not in words(out.read_bytes())
    said, code = refused(cast.draft, out, "--sheets", "agenda")
    assert said == "Nothing is published yet, so there is no agenda."
    assert code == command.NOTHING


def test_a_broken_sheet_is_said_when_the_others_are_there(workshop, tmp_path):
    broken(workshop, **UNREADABLE)
    out = tmp_path / "pack.pdf"
    assert refused(workshop, out, "--sheets", "agenda,register") == ("Could not be printed: agenda.", command.BROKEN)
    assert "Register,page1of1" in words(out.read_bytes())


def test_letters_without_a_font_are_said(cast, workshop, tmp_path, capsys):
    make.place(cast.cohort, make.person("Ann 😀"))
    run(workshop, tmp_path / "pack.pdf")
    assert "White squares stand for letters without a font: 😀" in capsys.readouterr().err


def test_several_files_are_named_for_what_they_are(tmp_path):
    class Two:
        stacks = (1, 2)

    def name(*stack):
        return beside(tmp_path / "pack.pdf", File(Stack(*stack), b"", 0, 0, [], []), Two).name

    assert name("room", "", 2) == "pack-2.pdf"
    assert [name("room", "plain"), name("room", "card"), name("office", "plain"), name("office", "")] == [
        "pack-plain.pdf",
        "pack-card.pdf",
        "pack-office-plain.pdf",
        "pack-office.pdf",
    ]
