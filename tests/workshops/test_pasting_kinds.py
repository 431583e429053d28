import pytest

from workshops.pasting.kinds import is_closing, kind_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        *(("Coffee", "break"), ("Tea and biscuits", "break"), ("Comfort break", "break"), ("Lunch", "meal")),
        *(("Dinner at the Hall", "meal"), ("Panel: the centre", "panel"), ("Action learning sets", "sets")),
        *(("Set meetings: action learning", "sets"), ("Reflections after lunch", "reflection")),
        *(
            ("Taking stock, looking forward", "reflection"),
            ("Scenario work", "exercise"),
            ("Break-out groups", "exercise"),
        ),
        *(("Welcome", "other"), ("Keynote", "input"), ("The quartet", "other"), ("Breaking the mould", "other")),
        *(("Why the people who make the coffee know more about culture than we do", "other"),),
    ],
)
def test_the_kind_follows_from_the_words(title, kind):
    assert kind_of(title) == kind


def test_what_somebody_leads_is_an_input_where_nothing_else_is_told():
    assert kind_of("The quartet", spoken=True) == "input"
    assert kind_of("Welcome", spoken=True) == "other"


@pytest.mark.parametrize("title", ["Close", "FINISH", "Depart", "End of the day", "Workshop ends", "Close & depart"])
def test_titles_that_end_the_day(title):
    assert is_closing(title)


@pytest.mark.parametrize("title", ["Close the gap", "Closing reflections", "Weekend", "Dead ends", ""])
def test_titles_that_do_not(title):
    assert not is_closing(title)
