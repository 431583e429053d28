"""Badges and table cards as they come out of the printer."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops.ink import MM, SLACK, apart, inside, lines
from tests.workshops.test_sheets import COMMON, HOSTILE, LANGUAGES, printed, read, tags, words

LONG = [
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Jo",
    "Siân Gwenllian Angharad ferch Llywelyn ap Gruffydd o Wynedd ab",
    "Katarzyna Wojciechowska-Brzęczyszczykiewicz-Grzegżółkowska Ab",
    "Ελένη Παπαδοπούλου-Κωνσταντινοπολίτισσα Αλεξανδροπούλου Μαρία",
    "Олександра Вячеславівна Добровольська-Миколайчук-Шевченко Інна",
    "王小明" * 20,
    "B" * 60,
    "Wilhelmina " * 5 + "Abcde",
]
ARABIC = "محمد بن عبد الله بن عبد المطلب بن هاشم بن عبد مناف القرشي"
POST = "Executive director of adult social care, housing and public health, Calder Vale Council"


def badges(*names, post=POST, role="Facilitator", blanks=0, **changes):
    people = [{"call": name.split()[0], "name": name, "post": post, "role": role} for name in names or ("Sam Okafor",)]
    return COMMON | {"people": people, "blanks": blanks} | changes


def table_cards(*names, post=POST, blanks=0, **changes):
    people = [{"name": name, "post": post} for name in names or ("Sam Okafor",)]
    return COMMON | {"people": people, "blanks": blanks} | changes


BOTH = [("badges", badges), ("table-cards", table_cards)]
both = pytest.mark.parametrize(("name", "values"), BOTH, ids=[name for name, _ in BOTH])


def cells(page, across, down, wide, high):
    """The lines of each piece of card, from the top left."""
    left, bottom = (210 - across * wide) / 2, (297 - down * high) / 2
    for y in reversed(range(down)):
        for x in range(across):
            box = (left + x * wide, left + (x + 1) * wide, bottom + y * high, bottom + (y + 1) * high)
            yield inside(page, [edge * MM for edge in box])


@both
def test_a_card_is_tagged_with_a_heading_for_each_person(name, values):
    pdf = printed(name, values("Sam Okafor", "Robin Ashworth", blanks=2)).pdf
    root = read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid" in pdf
    headings = [tag for tag in tags(root["/StructTreeRoot"]) if re.fullmatch(r"/H\d", tag)]
    assert headings == ["/H1", "/H2", "/H2"]


@both
def test_what_it_is_and_its_version_stand_where_the_scissors_go(name, values):
    [first, *_] = pages = read(printed(name, values(*["Sam Okafor"] * 12)).pdf).pages
    assert "Print on card at 100%." in first.extract_text()
    for number, page in enumerate(pages, 1):
        [stamp] = [line for line in lines(page) if "Edition 2, printed 3 March 2027 at 09:00." in line.text]
        assert stamp.text.endswith(f"page {number} of {len(pages)}.")
        assert stamp.base < 13.5 * MM - 5 * MM
        assert sorted([round(page.mediabox.width), round(page.mediabox.height)]) == [595, 842]


@both
@pytest.mark.parametrize("text", HOSTILE + LANGUAGES)
def test_what_somebody_typed_is_on_the_card_as_typed(name, values, text):
    assert re.sub(r"\s", "", text) in words(printed(name, values(text, programme=text, session=text)).pdf)


@both
@settings(max_examples=40)
@given(text=st.text(max_size=60))
def test_no_name_at_all_can_stop_the_cards(name, values, text):
    assert printed(name, values("a" + text, post=text)).pdf.startswith(b"%PDF")


@both
def test_a_letter_without_a_font_is_a_square_and_the_stamp_says_so(name, values):
    cards = printed(name, values("Ann 😀"))
    assert cards.missing == ["😀"]
    assert "Ann□" in words(cards.pdf)
    assert "Asquarestandsforaletter" in words(cards.pdf)


@both
def test_equal_people_give_equal_bytes(name, values):
    assert printed(name, values(*LONG)).pdf == printed(name, values(*LONG)).pdf


@pytest.mark.parametrize("long", LONG)
def test_a_name_of_sixty_letters_is_whole_on_its_badge_and_runs_into_nothing(long):
    page = read(printed("badges", badges("Sam Okafor", long, "Robin Ashworth")).pdf).pages[0]
    cell = list(cells(page, 2, 5, 90, 54))[1]
    text = "".join(line.text for line in sorted(cell, key=lambda line: -line.base))
    assert long.replace(" ", "") in text.replace(" ", "")
    assert apart(cell)
    left, right = (15 + 90 + 6) * MM, (15 + 180 - 6) * MM
    assert [line for line in cell if line.left < left - 1 or line.right > right + SLACK * line.size] == []


@pytest.mark.parametrize("long", LONG)
def test_a_name_of_sixty_letters_is_whole_on_both_sides_of_its_card(long):
    page = read(printed("table-cards", table_cards("Sam Okafor", long)).pdf).pages[0]
    cell = list(cells(page, 1, 3, 180, 90))[1]
    assert "".join(line.text for line in cell).replace(" ", "").count(long.replace(" ", "")) == 2
    assert apart(cell)
    fold = (297 - 13.5 - 90 - 45) * MM
    assert all(abs(line.base - fold) > 4 * MM for line in cell)


@both
def test_an_arabic_name_arrives_whole(name, values):
    text = words(printed(name, values(ARABIC)).pdf)
    assert set(ARABIC.replace(" ", "")) <= set(text)


def test_a_short_name_is_large_and_a_long_one_smaller():
    page = read(printed("badges", badges("Jo Hartley", "Alexandrina-Wilhelmina Hartley", post="")).pdf).pages[0]
    sizes = {line.text: line.size for line in lines(page)}
    assert sizes["Jo"] == 34
    assert 20 <= sizes["Alexandrina-Wilhelmina"] < 34
    assert sizes["Jo Hartley"] == 14


def test_ten_badges_and_three_cards_fill_a_page():
    assert len(read(printed("badges", badges(*["Sam Okafor"] * 10)).pdf).pages) == 1
    assert len(read(printed("badges", badges(*["Sam Okafor"] * 8, blanks=3)).pdf).pages) == 2
    assert len(read(printed("table-cards", table_cards(*["Sam Okafor"] * 3)).pdf).pages) == 1


def test_a_blank_badge_has_the_programme_and_no_name():
    page = read(printed("badges", badges("Sam Okafor", blanks=2)).pdf).pages[0]
    found = list(cells(page, 2, 5, 90, 54))
    assert [[line.text for line in cell] for cell in found[1:4]] == [[COMMON["programme"]], [COMMON["programme"]], []]


def test_the_far_side_of_a_card_is_upside_down_and_read_out_once():
    pdf = printed("table-cards", table_cards("Sam Okafor")).pdf
    turned = []

    def note(text, cm, _tm, _font, _size):
        turned.extend([cm[0]] if text.strip() == "Sam Okafor" else [])

    read(pdf).pages[0].extract_text(visitor_text=note)
    assert sorted(turned) == [-1, 1]
    found = tags(read(pdf).trailer["/Root"]["/StructTreeRoot"])
    assert found.count("/H2") == 1
