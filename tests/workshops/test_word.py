import io
import logging
import zipfile
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from tests import factories as make
from tests.workshops.test_printing import PREPARE, RUN, let_in
from tests.workshops.test_sheet_data import publish, workshop  # noqa: F401, a fixture
from tests.workshops.test_sheets import HOSTILE, LANGUAGES, agenda, running_order
from workshops.word.agenda import agenda_paper, running_order_paper
from workshops.word.writing import legal, written

EVERY = [("agenda_word", agenda, agenda_paper), ("running_order_word", running_order, running_order_paper)]
every_paper = pytest.mark.parametrize(("values", "paper"), [each[1:] for each in EVERY], ids=["agenda", "running"])
URLS = [name for name, *_ in EVERY]


def url(name, session):
    return reverse(f"workshops:{name}", args=[session.pk])


def read(content):
    return Document(io.BytesIO(content))


def told(document):
    """All the words of a file, those of its tables after the rest."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    held = [document.paragraphs, *(cell.paragraphs for cell in cells)]
    return "\n".join(paragraph.text for paragraphs in held for paragraph in paragraphs)


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


@every_paper
def test_a_file_has_a_title_a_language_and_headings(values, paper):
    document = read(written(paper(values(), make.NOW)))
    about = document.core_properties
    assert about.title == "West Country Leadership Programme, Spring 2027, Workshop 1: Leading across boundaries"
    assert (about.author, about.language, about.created) == (values()["programme"], "en-GB", make.NOW)
    headings = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == "Heading 1"
    assert headings.count("Heading 1") == 1
    assert set(headings) == {"Heading 1", "Heading 2"}
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


@every_paper
def test_the_first_row_of_a_table_is_marked_as_its_heading_and_no_row_splits(values, paper):
    [table] = read(written(paper(values("One", "Two"), make.NOW))).tables
    assert [column.width for column in table.columns] == [cell.width for cell in table.rows[1].cells]
    head, *body = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert rows(table)[0][0] == "Starts"
    assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in body] == [True, True]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Agenda of Wednesday 3 March 2027"


@every_paper
def test_every_page_says_the_version_and_which_page_it_is(values, paper):
    [foot] = read(written(paper(values(), make.NOW))).sections[0].footer.paragraphs
    assert "Edition 2, printed 3 March 2027 at 09:00." in foot.text
    assert [f.get(qn("w:instr")) for f in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


@every_paper
@pytest.mark.parametrize("text", [*HOSTILE, *LANGUAGES, "a\x00b\x0bc\x1f", "\ud800x", "\ufffe", "&amp; ]]> <w:p/>"])
def test_whatever_is_typed_is_text_there_and_breaks_no_file(values, paper, text):
    content = written(paper(values(text, title=text, programme=text, cohort=text), make.NOW))
    assert legal(text) in told(read(content))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(part))


@every_paper
def test_parallel_groups_stand_in_the_cell_of_their_item(values, paper):
    changed = values()
    changed["days"][0]["items"][0] |= {"groups": ["Set 1, Library, Ines", "Set 2, Attic"]}
    [table] = read(written(paper(changed, make.NOW))).tables
    assert "Set 1, Library, Ines\nSet 2, Attic" in "\n".join(rows(table)[1])


@every_paper
def test_a_cancelled_day_says_so_and_has_no_table(values, paper):
    changed = values()
    changed["days"][0] |= {"cancelled": True}
    document = read(written(paper(changed, make.NOW)))
    assert "This day is cancelled." in told(document)
    assert document.tables == []


def test_the_agenda_is_the_editions(workshop, client, cast):  # noqa: F811
    publish(workshop)
    workshop.days.get().items.update(title="Changed since")
    client.force_login(cast.participant)
    response = client.get(url("agenda_word", workshop))
    assert response["Content-Disposition"] == 'attachment; filename="workshop-1-agenda.docx"'
    assert "private" in response["Cache-Control"]
    document = read(response.content)
    [table] = document.tables
    assert rows(table) == [
        ["Starts", "What", "Lead, room"],
        ["10:00", "Welcome\nCome in", "Frances Dale"],
        ["10:30", "Panel\nCllr Ruth Amery, Leader, Northmoor Council", ""],
        ["12:00", "Lunch", ""],
        ["12:45", "Sets", ""],
    ]
    assert "On the day: Dana Whitfield, 07700 900218" in told(document)
    assert "Meet" in [p.text for p in document.paragraphs if p.style.name == "List Bullet"]


def test_the_agenda_holds_nothing_private_and_the_running_order_does(workshop, client, cast):  # noqa: F811
    publish(workshop)
    client.force_login(cast.facilitator)
    public, private = (told(read(client.get(url(name, workshop)).content)) for name in URLS)
    for words in ("Phones away", "Bell", "Eight minutes each", "Sit in a circle"):
        assert words not in public
        assert words in private
    assert "Pack" not in private


def test_a_residential_has_a_table_a_day(client, cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    for day in residential.days.all():
        make.item(day, f"On {day.date:%A}")
    publish(residential)
    client.force_login(cast.participant)
    first, second = read(client.get(url("agenda_word", residential)).content).tables
    assert (first.rows[1].cells[1].text, second.rows[1].cells[1].text) == ("On Wednesday", "On Thursday")


def test_who_may_read_them_is_who_may_read_the_sheets(client, cast):
    publish(cast.workshop)
    go = ["participant", "set_mate", "other_set", "facilitator", "adviser", "other_adviser", "coach", "other_coach"]
    assert let_in(client, cast, url("agenda_word", cast.workshop)) == [*go, "coordinator", "administrator"]
    assert let_in(client, cast, url("running_order_word", cast.workshop)) == PREPARE
    assert let_in(client, cast, url("running_order_word", cast.draft)) == PREPARE


def test_without_an_edition_the_office_is_told_what_to_do_first(client, cast, caplog):
    with caplog.at_level(logging.ERROR):
        assert let_in(client, cast, url("agenda_word", cast.draft)) == RUN
    client.force_login(cast.coordinator)
    assert "No agenda to print yet" in client.get(url("agenda_word", cast.draft)).content.decode()
    assert caplog.text == ""
