from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cohorts.fields import DayField, LinesField


@pytest.mark.parametrize(
    "text", ["5 March 2027", "Fri 5 Mar 2027", "Friday 5 March 2027", "05/03/2027", "2027-03-05", "5.3.2027"]
)
def test_a_day_is_read_as_people_write_it(text):
    assert DayField().clean(text) == date(2027, 3, 5)


@time_machine.travel("2027-12-20")
def test_a_day_without_a_year_is_the_nearest():
    assert DayField().clean("5 January") == date(2028, 1, 5)
    assert DayField().clean("1 December") == date(2027, 12, 1)


@pytest.mark.parametrize("text", ["31 February 2027", "soon", "13/13/2027", "5 March 20270", "\x00"])
def test_a_day_that_does_not_exist_is_said(text):
    with pytest.raises(ValidationError, match="date that exists"):
        DayField().clean(text)


def test_lines_are_a_list_without_the_empty_ones():
    assert LinesField().clean(" one \n\n two\r\n") == ["one", "two"]


def test_a_line_too_long_is_said():
    with pytest.raises(ValidationError, match="up to 300"):
        LinesField().clean("x" * 301)
