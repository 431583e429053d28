import pytest

from workshops.pasting.lengths import taken_out, whole


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("15 mins", 15), ("15min", 15), ("15m", 15), ("15'", 15), ("90 minutes", 90), ("15-minute", 15)),
        *(("1 hour", 60), ("1hr", 60), ("2 hrs", 120), ("1h30", 90), ("1 hour 30", 90), ("1 hr 30 mins", 90)),
        *(("1 hour and 15 minutes", 75), ("1.5 hours", 90), ("1½ hours", 90), ("½ hour", 30), ("half an hour", 30)),
        *(("quarter of an hour", 15), ("three quarters of an hour", 45), ("an hour", 60), ("ten minutes", 10)),
        *(("an hour and a half", 90), ("(20 mins)", 20), ("forty-five minutes", 45)),
    ],
)
def test_lengths_as_people_write_them(text, minutes):
    assert whole(text) == minutes


@pytest.mark.parametrize("text", ["", "15", "soon", "25 hours", "2 days", "1:30", "1 hour of quiet", "9999 mins"])
def test_what_is_no_length(text):
    assert whole(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"), [("15", 15), ("0", 0), ("0:15", 15), ("1:30", 90), ("²", None), ("x", None)]
)
def test_a_column_of_lengths_may_hold_plain_numbers(text, minutes):
    assert whole(text, plain=True) == minutes


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("Welcome (15 mins)", (15, "Welcome")),
        ("Welcome [15 mins] in the hall", (15, "Welcome in the hall")),
        ("Welcome (about 15 mins)", (15, "Welcome")),
        ("Welcome – 1 hour 30", (90, "Welcome")),
        ("Welcome, 10 mins.", (10, "Welcome")),
        ("Welcome 10 mins", (10, "Welcome")),
        ("10 mins: Welcome", (10, "Welcome")),
        ("10 mins Welcome", (10, "Welcome")),
        ("Silence for 2 minutes", (None, "Silence for 2 minutes")),
        ("5 minutes of silence", (None, "5 minutes of silence")),
        ("The last 24 hours", (None, "The last 24 hours")),
        ("Six groups x 10 minutes", (None, "Six groups x 10 minutes")),
        ("15 mins", (None, "15 mins")),
    ],
)
def test_a_length_is_taken_out_of_a_title_only_where_it_is_one(title, taken):
    assert taken_out(title) == taken
