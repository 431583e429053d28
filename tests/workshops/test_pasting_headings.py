from datetime import date

import pytest

from workshops.pasting.headings import heading_of, is_part_of_a_day

FOURTH = date(2027, 3, 4)  # a Thursday


@pytest.mark.parametrize(
    "text",
    [
        *("4 March", "Thursday 4 March", "Thurs 4th March 2027", "Thursday, 4 March 2027", "March 4", "March 4, 2027"),
        *("4/3/2027", "04.03.27", "2027-03-04", "Thu 4/3/2027", "Thursday the 4th of March", "Thursday", "THURSDAY:"),
        *("Day 2", "Day two", "DAY 2: the system", "Day 2 – Thursday 4 March", "Thursday 4 March: Hartwell Hall"),
        *("## Day 2", "**Thursday 4 March**", "Thursday morning", "4 March (day two)"),
    ],
)
def test_headings_of_a_day_fit_that_day(text):
    heading = heading_of(text)
    assert heading.fits(FOURTH, 2)
    assert not heading.fits(date(2027, 3, 10), 7)


@pytest.mark.parametrize(
    "text",
    [
        *("Welcome", "Daylight", "Day of reflection", "4 Marchers arrive", "32 March", "30/2/2027", "Monday blues", ""),
        *("Sunderland", "Mayor of Northmoor", "4 March is when we decide", "Day 2 " + "x" * 100, "10-10.30"),
    ],
)
def test_what_heads_no_day(text):
    assert heading_of(text) is None


def test_another_year_is_another_day():
    assert not heading_of("4 March 2020").fits(FOURTH, 2)


@pytest.mark.parametrize("text", ["Morning", "AFTERNOON SESSION", "p.m.", "Agenda:", "Running order"])
def test_words_that_head_a_part_of_a_day(text):
    assert is_part_of_a_day(text)
    assert not is_part_of_a_day(f"{text} walk")
