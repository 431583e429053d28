"""The sheets around a day, as they come out of the printer: set lists, set sheets, speaker briefs, door signs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops.ink import MM, SLACK, apart, lines
from tests.workshops.test_cards import ARABIC, LONG, badges, table_cards
from tests.workshops.test_sheets import COMMON, HOSTILE, LANGUAGES, printed, read, tags, words
from workshops import sheets

STAGES = ["Check-in", "Commitments", "Issue", "Clarifying", "Open questions", "Options", "Action", "Process"]
DATE = "Wednesday 3 March 2027"


def set_lists(*names, sets=1, **changes):
    people = [{"name": name, "post": "Head of service, Northmoor"} for name in names or ("Sam Okafor",)]
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
    members = list(names or ("Sam Okafor",))
    heads = [f"Turn {n}" for n in range(1, turns + 1)]
    return COMMON | {"sets": [one | {"turns": heads, "stages": stages, "members": members}], "none": ""} | changes


def speaker_briefs(*names, asked="Ten minutes, then questions.", **changes):
    part = {"date": DATE, "times": "10:30 to 11:30", "title": "Panel", "about": ["1 hour, Library", "After you: Lunch"]}
    day = {"date": DATE, "times": "10:00 to 16:30", "where": ["Hartwell Hall", "Parking: behind"], "room": "24 people"}
    one = {"post": "Leader, Northmoor", "asked": asked, "parts": [part], "draft": False, "days": [day]}
    speakers = [one | {"name": name} for name in names or ("Cllr Ruth Amery",)]
    return COMMON | {"speakers": speakers, "arrival": "", "contact": "On the day: Dana", "none": ""} | changes


def door_signs(*names, what="Set 1", **changes):
    signs = [{"room": name, "starts": "15:30", "what": what, "date": DATE} for name in names or ("Library",)]
    return COMMON | {"signs": signs, "none": ""} | changes


EVERY = [
    ("set-lists", set_lists),
    ("set-sheets", set_sheets),
    ("speaker-briefs", speaker_briefs),
    ("door-signs", door_signs),
]
WITH_TABLES = [("set-sheets", set_sheets)]


def each(handouts):
    return pytest.mark.parametrize(("name", "values"), handouts, ids=[name for name, _ in handouts])


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
@settings(max_examples=30)
@given(text=st.text(max_size=60))
def test_no_text_at_all_can_stop_a_handout(name, values, text):
    assert printed(name, values(text, "a" + text, programme=text, session=text)).pdf.startswith(b"%PDF")


def test_a_cohort_of_two_dozen_finds_its_sets_on_one_page():
    assert printed("set-lists", set_lists(*["Sam Okafor"] * 6, sets=4, large=False)).pages == [1]


def test_a_list_for_the_wall_in_large_print_has_nothing_small_above_its_foot():
    pdf = printed("set-lists", set_lists("Sam Okafor", large=True)).pdf
    assert min(line.size for line in lines(read(pdf).pages[0])) >= 12


def test_a_sheet_with_nothing_on_it_says_why_on_one_page():
    empty = {
        "set-lists": set_lists(meetings=[], none="None yet."),
        "set-sheets": set_sheets(sets=[], none="None yet."),
        "speaker-briefs": speaker_briefs(speakers=[], none="None yet."),
        "door-signs": door_signs(signs=[], none="None yet."),
    }
    for name, values in empty.items():
        sheet = printed(name, values)
        assert sheet.pages == [1]
        assert "Noneyet." in words(sheet.pdf)


@pytest.mark.parametrize("members", [4, 6, 8])
@pytest.mark.parametrize("turns", [1, 2, 4])
def test_the_sheet_of_a_set_of_up_to_eight_keeps_to_a_page(members, turns):
    sheet = printed("set-sheets", set_sheets(*["Sam Okafor"] * members, turns=turns))
    assert sheet.pages == [1]
    assert "leavenothingintheroom" in words(sheet.pdf)


@pytest.mark.parametrize("large", [False, True])
def test_long_names_keep_to_their_rows_of_the_set_sheet(large):
    pages = read(printed("set-sheets", set_sheets(*LONG, large=large)).pdf).pages
    for page in pages:
        column = lines(page, (16 * MM, (16 + 56 if large else 16 + 49) * MM, 0, 900))
        assert apart([line for line in column if line.size < 18])


def test_a_set_sheet_has_the_limits_of_confidentiality_above_everything_that_is_written():
    pages = read(printed("set-sheets", set_sheets("Sam Okafor")).pdf).pages
    text = pages[0].extract_text()
    assert text.index("Limits of confidentiality") < text.index("Our own ground rules")
    assert "Maren Holt, 01632 960147" in text


def test_a_set_sheet_has_a_row_for_each_member_in_what_was_and_what_will_be():
    found = tags(read(printed("set-sheets", set_sheets("Sam", "Robin", "Jo")).pdf).trailer["/Root"]["/StructTreeRoot"])
    assert found.count("/TR") == (1 + len(STAGES)) + 2 * (1 + 3)


def test_every_speaker_has_a_page_and_a_heading_of_their_own():
    sheet = printed("speaker-briefs", speaker_briefs("Ruth Amery", "Mina Farrow", "Hana Varga"))
    assert sheet.pages == [3]
    firsts = [" ".join(page.extract_text().split()) for page in read(sheet.pdf).pages]
    assert [name in text for name, text in zip(["Ruth", "Mina", "Hana"], firsts, strict=True)] == [True] * 3
    assert [tag for tag in headings(sheet.pdf) if tag == "/H1"] == ["/H1"]


def test_a_draft_brief_says_that_times_may_change():
    values = speaker_briefs("Ruth Amery")
    assert "timesmaystillchange" not in words(printed("speaker-briefs", values).pdf)
    values["speakers"][0]["draft"] = True
    assert "timesmaystillchange" in words(printed("speaker-briefs", values).pdf)


def test_what_a_speaker_is_asked_keeps_its_lines_and_may_be_long():
    values = speaker_briefs("Ruth Amery", asked="First this.\n\n" + "Then that, at some length. " * 70)
    sheet = printed("speaker-briefs", values)
    assert words(sheet.pdf).count("Thenthat,atsomelength.") == 70
    [first] = [line for line in lines(read(sheet.pdf).pages[0]) if line.text.startswith("First this.")]
    assert first.text == "First this."


def test_a_sign_is_read_from_ten_metres():
    page = read(printed("door-signs", door_signs("Garden Room")).pdf).pages[0]
    assert page.mediabox.width > page.mediabox.height
    sizes = {line.text: line.size for line in lines(page)}
    capital = 0.66  # of the size
    assert sizes["Garden Room"] * capital > 25 * MM
    assert sizes["15:30"] == 84


@pytest.mark.parametrize("long", [*LONG, "Sir Humphry Davy Memorial Library and Learning Resources Centre, East Wing"])
def test_a_long_name_of_a_room_stays_on_its_sign(long):
    sheet = printed("door-signs", door_signs(long, what=long))
    assert sheet.pages == [1]
    found = lines(read(sheet.pdf).pages[0])
    assert words(sheet.pdf).count(long.replace(" ", "")) == 2
    assert [line for line in found if line.right > (297 - 18) * MM + SLACK * line.size] == []
    assert apart([line for line in found if line.size > 10])


def test_a_sign_without_a_room_leaves_a_line_to_write_it_on():
    sheet = printed("door-signs", door_signs(""))
    assert sheet.pages == [1]
    assert "15:30" in words(sheet.pdf)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("speaker-briefs", speaker_briefs("Ruth", "Mina")),
        ("door-signs", door_signs("Library", "Hall")),
        ("set-lists", set_lists("Sam") | {"meetings": set_lists("Sam")["meetings"] * 2}),
        ("set-sheets", set_sheets("Sam") | {"sets": set_sheets("Sam")["sets"] * 2}),
        ("badges", badges(*["Sam"] * 20)),
        ("table-cards", table_cards(*["Sam"] * 6)),
    ],
)
def test_what_goes_to_another_place_never_shares_a_sheet_of_paper(name, values):
    assert printed(name, values).pages == [2]
    sheet = sheets.render([sheets.Part(name, values)], title="Pack", both_sides=True)
    assert sheet.pages == [3]
    assert "Sam" not in read(sheet.pdf).pages[1].extract_text()


@each([("set-lists", set_lists), ("speaker-briefs", speaker_briefs)])
def test_a_handout_on_a5_is_half_the_paper_and_loses_no_word(name, values):
    whole = printed(name, values(*LONG))
    half = sheets.render([sheets.Part(name, values(*LONG), paper="a5")], title="Workshop 1")
    box = read(half.pdf).pages[0].mediabox
    assert [round(box.width), round(box.height)] == [420, 595]
    assert [long for long in LONG if long.replace(" ", "") not in words(half.pdf)] == []
    assert half.pages <= [2 * whole.pages[0]]
    found = [line for page in read(half.pdf).pages for line in lines(page)]
    assert [line for line in found if line.right > 420 - 9 * MM] == []
