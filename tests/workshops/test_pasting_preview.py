import pytest

from workshops.pasting import read
from workshops.pasting.preview import NO_LENGTH, Preview


def fields(preview, *names):
    return [tuple(row.get(name, "") for name in names) for row in preview.rows]


def of(text, start=None):
    return Preview.of(read(text, start))


def test_only_what_does_not_follow_is_pinned():
    preview = of("10:00 – 10:30 Welcome\n10:30 Panel\n11:00 – 11:15 Tea\n11:30 Close")
    assert fields(preview, "title", "pin") == [("Welcome", "10:00"), ("Panel", ""), ("Tea", ""), ("Close", "11:30")]


def test_an_item_of_unknown_length_gets_the_usual_one_and_says_so():
    assert fields(of("10:00 Welcome\n10:30 Panel"), "minutes", "doubts") == [("30", ""), ("30", NO_LENGTH)]


def test_items_without_times_are_pinned_nowhere():
    assert fields(of("Welcome (5 mins)\nPanel (10 mins)"), "pin") == [("",), ("",)]


def test_each_heading_is_a_section():
    preview = of("Day 1\n10:00 Walk\nDay 2\n10:00 Sets")
    assert [section["heading"] for section in preview.sections] == ["Day 1", "Day 2"]
    assert fields(preview, "section", "title") == [("0", "Walk"), ("1", "Sets")]


def test_the_small_hours_are_the_next_day():
    assert fields(of("23:00 – 23:30 Fire\n00:30 Bed"), "pin") == [("23:00",), ("00:30 next day",)]


def posted(*rows, **lines):
    data = {f"r{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return Preview.posted(data | {"s0-heading": "", **lines})


WELCOME = {"section": "0", "start": "10:00", "title": "Welcome", "notes": ""}
CLOSE = {"section": "0", "start": "11:00", "title": "Close", "notes": "Chairs"}


def test_it_comes_back_as_it_went():
    preview = posted(WELCOME, CLOSE, **{"u0-text": "Thanks", "u0-after": "2", "u0-do": "leave", "other": "x"})
    assert preview.rows == [WELCOME, CLOSE]
    assert preview.lines == [{"text": "Thanks", "after": "2", "do": "leave"}]
    assert preview.placed().lines == preview.lines


def test_rows_come_in_the_order_of_their_numbers():
    rows = [WELCOME | {"title": str(n)} for n in range(12)]
    assert [row["title"] for row in posted(*rows).rows] == [str(n) for n in range(12)]


def test_a_line_becomes_an_item_where_it_stood():
    line = {"u0-text": "Tea at last", "u0-after": "1", "u0-do": "item"}
    preview = posted(WELCOME, CLOSE, **line).placed()
    assert fields(preview, "title", "minutes", "kind", "section")[1] == ("Tea at last", "0", "break", "0")
    assert preview.lines == []


def test_a_line_joins_the_notes_above_or_below():
    above = posted(WELCOME, CLOSE, **{"u0-text": "Thanks", "u0-after": "2", "u0-do": "above"}).placed()
    below = posted(WELCOME, CLOSE, **{"u0-text": "Thanks", "u0-after": "1", "u0-do": "below"}).placed()
    assert above.rows[1]["notes"] == "Chairs\nThanks"
    assert below.rows[1]["notes"] == "Thanks\nChairs"


@pytest.mark.parametrize("do", ["item", "above", "below"])
def test_several_lines_keep_their_order(do):
    lines = [(f"u{n}-text", f"Line {n}") for n in range(3)] + [(f"u{n}-after", "1") for n in range(3)]
    preview = posted(WELCOME, CLOSE, **dict(lines), **{f"u{n}-do": do for n in range(3)}).placed()
    kept = "\n".join(f"{row['title']}\n{row['notes']}" for row in preview.rows)
    assert [word for word in kept.split("\n") if "Line" in word] == ["Line 0", "Line 1", "Line 2"]


def test_what_follows_a_row_that_is_left_out_stays_where_it_was():
    assert posted(WELCOME | {"leave": "on"}, CLOSE).placed().rows[1]["pin"] == "11:00"
    other_section = posted(WELCOME | {"leave": "on"}, CLOSE | {"section": "1"}).placed()
    assert "pin" not in other_section.rows[1]


def test_a_place_that_is_none_leaves_the_line():
    for at in ("", "x", "²", "99999", "-1"):
        preview = posted(WELCOME, **{"u0-text": "Thanks", "u0-after": at, "u0-do": "above"}).placed()
        assert [line["text"] for line in preview.lines] == ["Thanks"]
