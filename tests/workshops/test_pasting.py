"""Shapes in which agendas are really pasted: each a file, and beside it what it must become."""

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.test_agenda import REAL_DAY, STARTS
from workshops.pasting import LARGEST, MOST, MOST_LINES, read

SHAPES = sorted(Path(__file__).with_name("pasting").glob("*.txt"))
REAL = Path(__file__).parent.parent / "data" / "workshop-1.txt"


def pasted(path):
    """The text as the browser would send it: the line ends are part of the shape."""
    return path.read_bytes().decode()


def told(reading):
    """A reading in lines: start, minutes, kind, title; under it who leads, notes, doubts."""
    lines, day = [], None
    for item in reading.items:
        if item.day != day:
            day = item.day
            lines.append(f"== {reading.days[day].text}")
        minutes = "?" if item.minutes is None else item.minutes
        lines.append(f"{item.starts or '?'} {minutes} {item.kind} {item.title}")
        lines += [f"    lead: {item.lead}"] if item.lead else []
        lines += [f"    note: {note}" for note in item.notes.splitlines()]
        lines += [f"    check: {' '.join(item.doubts)}"] if item.doubts else []
    return "".join(f"{line}\n" for line in [*lines, *(f"left: {line.text}" for line in reading.unread)])


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
def test_each_shape_becomes_what_its_writer_meant(shape):
    assert told(read(pasted(shape))) == shape.with_suffix(".expected").read_text()


def test_there_are_shapes():
    assert len(SHAPES) >= 60


def test_the_real_day_comes_out_right():
    reading = read(pasted(REAL))
    assert [(item.title, item.minutes) for item in reading.items] == [(title, length) for title, length, _ in REAL_DAY]
    assert [item.starts for item in reading.items] == STARTS
    assert not any(item.guessed for item in reading.items)
    assert reading.unread == ()


def test_lengths_alone_begin_when_the_day_does():
    reading = read("Welcome (15 mins)\nSets (45 mins)\nClose", 9 * 60 + 30)
    assert [item.starts for item in reading.items] == ["09:30", "09:45", "10:30"]


def test_times_that_are_written_need_no_opening():
    assert [item.starts for item in read("10:00 Welcome\n10:30 Close", 9 * 60).items] == ["10:00", "10:30"]


def test_what_was_not_understood_keeps_its_place():
    reading = read("Workshop 2\n10:00 Welcome\n11:00 Close\n\nWith thanks")
    assert [(line.text, line.after) for line in reading.unread] == [("Workshop 2", 0), ("With thanks", 2)]


@pytest.mark.parametrize("nothing", ["", " \n\t\n", "---\n***\n", "\x00\x01"])
def test_nothing_gives_nothing(nothing):
    assert read(nothing).items == read(nothing).unread == ()


def test_too_much_is_refused_and_said():
    assert read("a" * (LARGEST + 1)).too_much == "long"
    assert read("10:00 Welcome\n" * (MOST + 1)).too_much == "many"
    assert read("a\n" * (MOST_LINES + 1)).too_much == "many"


HARD = [
    *("1 ", "1|", "(", "(a", " - ", '\t"\n', "\v1", "10:00\n", "1. ", "1 hour ", "Day 1 \n", "10:00 ", ": ", "Ab - "),
    *("a   ", '10:00,"a', "by ", "Jo Hartley, ", "10:0\n", "x\n10:00\n", "4/3/", "mon ", "½ ", "\u2028", "9-", "- - "),
]


@pytest.mark.parametrize("piece", HARD, ids=repr)
def test_no_text_takes_long(piece):
    text = f"10:00 Welcome {piece * (LARGEST // len(piece))}"[:LARGEST]
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 2


def test_the_insides_of_a_pdf_are_left_and_not_read():
    reading = read("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>>\nstream\nxœ+ä2T0\x00B…\x0c\nendstream\n" * 40)
    assert reading.unread
    assert len(reading.items) < 3


any_text = st.text(st.characters(exclude_categories=()), max_size=200) | st.lists(
    st.sampled_from([*HARD, "10:00", "9.30am", " to ", "noon", "Lunch", "(15 mins)", "\n", "\t", "|", "• ", "Day 2"]),
    max_size=30,
).map("".join)


@given(any_text)
def test_it_never_raises_and_gives_what_a_column_takes(text):
    for item in read(text).items:
        assert item.title.strip()
        assert len(item.title) <= 200
        assert "\n" not in item.title
        assert len(item.lead) <= 120
        assert item.minutes is None or 0 <= item.minutes <= 24 * 60
        assert item.start is None or item.start >= 0


WORDS = ["money", "Welcome", "Zoë", "quartet", "Jo", "Hartley", "river", "Coffee", "sets", "Close", "Panel", "Łódź"]
shapes = st.sampled_from(
    [
        *("10:00 {}", "{}", "9.30am – 10.15am {}", "{} (15 mins)", "• {}", "1. {}", "10:00", "10:30\t{}\t15", "{}\t{}"),
        *("| 11:00 | {} | {} |", "{} – 1 hour 30", "{} ({})", "{} – {}", "Day 2 – {}", "10.30: {}: {}", "{} 10:45", ""),
    ]
)
named = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
written = st.lists(st.builds(lambda shape, one, two: shape.format(one, two), shapes, named, named), max_size=12)


@given(written.map("\n".join))
def test_no_word_is_ever_lost(text):
    reading = read(text)
    kept = [line.text for line in reading.unread] + [day.text for day in reading.days]
    kept += [f"{item.title} {item.lead} {item.notes}" for item in reading.items]
    assert words(text) == words("\n".join(kept))


def words(text):
    return sorted(word for word in re.findall(r"\w+", text) if word in WORDS)


@given(written.map("\n".join))
def test_a_day_never_goes_back_unless_it_says_so(text):
    for before, after in pairwise(item for item in read(text).items if item.start is not None):
        assert before.day != after.day or before.start <= after.start or "backwards" in after.doubts
