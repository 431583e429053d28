import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshops.letters import SQUARE, legible, letters_of, printable, rides


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Łaski",
        "Siân Gwyneth Ŵyn",
        "Nguyễn Thị Ánh",
        "Ελένη Παπαδοπούλου",
        "Олена Шевченко",
        "محمد بن عبد الله",
        "王小明",
        "陳美玲",
        "渡辺 さくら",
        '#panic("x") {{7*7}} <script>',
    ],
)
def test_a_name_in_any_of_the_scripts_stays_as_it_is(name):
    missing = set()
    assert legible(name, missing) == name
    assert not missing


def test_a_letter_without_a_font_becomes_a_square_and_is_said():
    missing = set()
    assert legible("Ann 😀 ᚠ", missing) == f"Ann {SQUARE} {SQUARE}"
    assert missing == {"😀", "ᚠ"}


def test_a_square_that_somebody_typed_is_no_missing_letter():
    missing = set()
    assert legible("□", missing) == "□"
    assert not missing


def test_letters_and_accents_typed_apart_are_put_together():
    assert legible("Zoe\u0308", set()) == "Zoë"


def test_a_mark_that_no_font_has_with_its_letter_is_a_square_beside_it():
    missing = set()
    assert legible("王\u0301", missing) == f"王{SQUARE}"
    assert missing == {"\u0301"}


def test_a_mark_without_a_letter_is_a_square():
    assert legible("\u0301a", set()) == f"{SQUARE}a"
    assert legible("a\n\u0301", set()) == f"a\n{SQUARE}"


def test_what_has_no_shape_leaves_no_square():
    assert legible("\u202eSam\u200b \ufeffOkafor\u2069", set()) == "Sam Okafor"


def test_line_ends_are_one_kind_and_other_control_characters_are_squares():
    assert legible("a\r\nb\rc\u2028d\te\x00", set()) == f"a\nb\nc\nd e{SQUARE}"


def test_values_are_walked_whole_and_numbers_and_truths_stay():
    missing = set()
    values = {"n": 1, "on": True, "none": None, "list": ["a", {"deep": "😀"}]}
    assert printable(values, missing) == {"n": 1, "on": True, "none": None, "list": ["a", {"deep": SQUARE}]}
    assert missing == {"😀"}


@given(st.text())
def test_what_is_legible_stays_so(text):
    once = legible(text, set())
    again = set()
    assert legible(once, again) == once
    assert not again


# The fillers of Hangul are letters to Unicode, but have no shape.
@example("\ufb2a")  # a letter that comes apart into a letter and its mark
@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u3164\uffa0")))
def test_no_visible_letter_is_dropped(text):
    composed = unicodedata.normalize("NFC", text)
    assert len(legible(text, set())) >= sum(not rides(letter) for letter in composed)


@pytest.mark.parametrize("family", ["HandbookSans", "HandbookSerif", "HandbookDisplay", "NotoSans", "NotoSansCJKsc"])
def test_every_face_of_the_sheets_is_in_the_repository(family):
    assert letters_of(family)
