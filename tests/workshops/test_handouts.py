"""The sheets around a day, as they come out of the printer: set lists, set sheets, speaker briefs, door signs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops.ink import lines
from tests.workshops.test_cards import ARABIC, LONG
from tests.workshops.test_sheets import COMMON, HOSTILE, LANGUAGES, printed, read, tags, words

STAGES = ["Check-in", "Commitments", "Issue", "Clarifying", "Open questions", "Options", "Action", "Process"]
DATE = "Wednesday 3 March 2027"


def set_lists(*names, sets=1, **changes):
    people = [
        {"name": name, "post": "Head of service, Northmoor", "how": "online"} for name in names or ("Sam Okafor",)
    ]
    group = {"name": "Set 1", "room": "Library", "led": "Adviser: Ines Calloway", "people": people}
    meeting = {"date": DATE, "title": "Find your set", "times": "15:30 to 16:15", "groups": [group] * sets}
    return COMMON | {"meetings": [meeting | {"loose": people[:1]}], "none": ""} | changes


def set_sheets(*names, turns=1, **changes):
    stages = [{"title": title, "minutes": "5", "starts": ["15:30"] * turns} for title in STAGES]
    one = {
        "name": "Set 1",
        "room": "Library",
        "times": "15:30 to 16:15",
        "under": f"Workshop 1, {DATE}.",
        "sum": "One.",
    }
    members = [{"name": name, "how": "online"} for name in names or ("Sam Okafor",)]
    heads = [f"Turn {n}" for n in range(1, turns + 1)]
    return COMMON | {"sets": [one | {"turns": heads, "stages": stages, "members": members}], "none": ""} | changes


EVERY = [("set-lists", set_lists), ("set-sheets", set_sheets)]
WITH_TABLES = [("set-sheets", set_sheets)]


def each(sheets):
    return pytest.mark.parametrize(("name", "values"), sheets, ids=[name for name, _ in sheets])


def headings(pdf):
    found = tags(read(pdf).trailer["/Root"]["/StructTreeRoot"])
    return [tag for tag in found if re.fullmatch(r"/H\d", tag)]


@each(EVERY)
@pytest.mark.parametrize("large", [False, True])
def test_a_handout_is_tagged_titled_and_in_its_language(name, values, large):
    pdf = printed(name, values("Sam Okafor", "Robin Ashworth", large=large)).pdf
    root = read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert read(pdf).metadata.title.startswith("Workshop 1: ")
    assert b"pdfuaid" in pdf
    assert headings(pdf)[0] == "/H1"
    assert headings(pdf).count("/H1") == 1
    assert set(headings(pdf)) <= {"/H1", "/H2"}


@each(WITH_TABLES)
def test_a_table_has_header_cells(name, values):
    found = tags(read(printed(name, values("Sam", "Robin")).pdf).trailer["/Root"]["/StructTreeRoot"])
    assert found.count("/TH") == 3 * found.count("/Table")


def test_the_people_of_a_set_are_a_list():
    found = tags(read(printed("set-lists", set_lists("Sam", "Robin")).pdf).trailer["/Root"]["/StructTreeRoot"])
    assert found.count("/LI") == 2 + 1


@each(EVERY)
def test_every_page_is_a4_and_says_session_version_and_page(name, values):
    pages = read(printed(name, values(*["Sam Okafor"] * 80)).pdf).pages
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert "Workshop 1. Edition 2, printed 3 March 2027 at 09:00." in text
        assert f"page {number} of {len(pages)}" in text
        assert sorted([round(page.mediabox.width), round(page.mediabox.height)]) == [595, 842]


@each(EVERY)
def test_equal_words_give_equal_bytes(name, values):
    assert printed(name, values("Sam")).pdf == printed(name, values("Sam")).pdf


@each(EVERY)
@pytest.mark.parametrize("text", HOSTILE + LANGUAGES)
def test_what_somebody_typed_is_printed_as_typed(name, values, text):
    assert re.sub(r"\s", "", text) in words(printed(name, values(text, programme=text, session=text)).pdf)


@each(EVERY)
@pytest.mark.parametrize("large", [False, True])
def test_names_of_sixty_letters_come_out_whole(name, values, large):
    pdf = printed(name, values(*LONG, large=large)).pdf
    assert [long for long in LONG if long.replace(" ", "") not in words(pdf)] == []
    assert set(ARABIC.replace(" ", "")) <= set(words(printed(name, values(ARABIC, large=large)).pdf))


@each(EVERY)
def test_a_letter_without_a_font_is_a_square_and_the_sheet_says_so(name, values):
    sheet = printed(name, values("Ann 😀"))
    assert sheet.missing == ["😀"]
    assert "Ann□" in words(sheet.pdf)
    assert "Asquarestandsforaletter" in words(sheet.pdf)


@each(EVERY)
@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=60))
def test_no_text_at_all_can_stop_a_handout(name, values, text):
    assert printed(name, values(text, "a" + text)).pdf.startswith(b"%PDF")


def test_a_cohort_of_two_dozen_finds_its_sets_on_one_page():
    assert printed("set-lists", set_lists(*["Sam Okafor"] * 6, sets=4, large=False)).pages == [1]


def test_a_list_for_the_wall_in_large_print_has_nothing_small_above_its_foot():
    pdf = printed("set-lists", set_lists("Sam Okafor", large=True)).pdf
    assert min(line.size for line in lines(read(pdf).pages[0])) >= 12


def test_without_sets_a_sheet_says_so_on_one_page():
    for name, values in (
        ("set-lists", set_lists(meetings=[], none="None yet.")),
        ("set-sheets", set_sheets(sets=[], none="None yet.")),
    ):
        sheet = printed(name, values)
        assert sheet.pages == [1]
        assert "Noneyet." in words(sheet.pdf)


@pytest.mark.parametrize("members", [4, 6, 8])
@pytest.mark.parametrize("turns", [1, 2, 4])
def test_the_sheet_of_a_set_of_up_to_eight_keeps_to_a_page(members, turns):
    sheet = printed("set-sheets", set_sheets(*["Sam Okafor"] * members, turns=turns))
    assert sheet.pages == [1]
    assert "leavenothingintheroom" in words(sheet.pdf)


def test_a_set_sheet_has_the_limits_of_confidentiality_above_everything_that_is_written():
    pages = read(printed("set-sheets", set_sheets("Sam Okafor")).pdf).pages
    text = pages[0].extract_text()
    assert text.index("Limits of confidentiality") < text.index("Our own ground rules")
    assert "Maren Holt, 01632 960147" in text


def test_a_set_sheet_has_a_row_for_each_member_in_what_was_and_what_will_be():
    found = tags(read(printed("set-sheets", set_sheets("Sam", "Robin", "Jo")).pdf).trailer["/Root"]["/StructTreeRoot"])
    assert found.count("/TR") == (1 + len(STAGES)) + 2 * (1 + 3)
