import pytest

from workshops.agenda import clock
from workshops.pasting.times import span_at


def shown(text, **sight):
    """start, finish and the rest, as span_at reads them."""
    span = span_at(text, **sight)
    if span is None:
        return None
    finish = clock(span.finish.minute) if span.finish else None
    return clock(span.start.minute), finish, text[span.stop :].strip()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10:00 Tea", ("10:00", None, "Tea")),
        ("9.30 Tea", ("09:30", None, "Tea")),
        ("9.30am Tea", ("09:30", None, "Tea")),
        ("9.30 a.m. Tea", ("09:30", None, "Tea")),
        ("2PM Tea", ("14:00", None, "Tea")),
        ("12am Tea", ("00:00", None, "Tea")),
        ("12.15 pm Tea", ("12:15", None, "Tea")),
        ("10 o’clock Tea", ("10:00", None, "Tea")),
        ("0930 Tea", ("09:30", None, "Tea")),
        ("1400hrs Tea", ("14:00", None, "Tea")),
        ("10h30 Tea", ("10:30", None, "Tea")),
        ("10h Tea", ("10:00", None, "Tea")),
        ("10:30:00 Tea", ("10:30", None, "Tea")),
        ("noon Tea", ("12:00", None, "Tea")),
        ("12 noon Tea", ("12:00", None, "Tea")),
        ("Midday: Tea", ("12:00", None, ": Tea")),
        ("midnight Tea", ("00:00", None, "Tea")),
        ("9.00-9.30 Tea", ("09:00", "09:30", "Tea")),
        ("9.00 – noon Tea", ("09:00", "12:00", "Tea")),
        ("9 to 9.30 Tea", ("09:00", "09:30", "Tea")),
        ("9-10am Tea", ("09:00", "10:00", "Tea")),
        ("0900-0930 Tea", ("09:00", "09:30", "Tea")),
    ],
)
def test_times_as_people_write_them(text, read):
    assert shown(text) == read


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Tea",
            "",
            "2027 strategy",
            "2030 vision",
            "4.03.2027",
            "25:00",
            "12:60",
            "10.50% agree",
            "1.5 hours",
            "9 Tea",
        ),
        *("3-4 people", "10th floor", "2027-03-04", "1", "100:00", "24/7", "noontide", "9.305"),
    ],
)
def test_what_is_no_time(text):
    assert shown(text) is None


def test_a_year_is_a_time_where_others_are_written_so():
    assert shown("2030 Bar", four=True) == ("20:30", None, "Bar")


def test_hours_alone_are_times_among_clear_ones():
    assert shown("9-10 Tea") is None
    assert shown("9-10 Tea", loose=True) == ("09:00", "10:00", "Tea")
    assert shown("10:00 – 3 groups report", loose=True) == ("10:00", None, "– 3 groups report")
