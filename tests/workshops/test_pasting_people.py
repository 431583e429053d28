import pytest

from workshops.pasting.people import taken_out


@pytest.mark.parametrize(
    ("title", "lead", "rest"),
    [
        ("Welcome (Dana Whitfield)", "Dana Whitfield", "Welcome"),
        ("Panel (Cllr Amery, Dr N. Bennett and Jo Hartley)", "Cllr Amery, Dr N. Bennett and Jo Hartley", "Panel"),
        ("Keynote – Cllr Ruth Amery, Leader of Northmoor", "Cllr Ruth Amery, Leader of Northmoor", "Keynote"),
        ("The view from health - Zoë O’Neill-Smith", "Zoë O’Neill-Smith", "The view from health"),
        ("Panel: Cllr Ruth Amery", "Cllr Ruth Amery", "Panel"),
        ("Mapping, led by Frances Dale", "Frances Dale", "Mapping"),
        ("Mapping (facilitated by the Hartwell team)", "", "Mapping (facilitated by the Hartwell team)"),
        ("Money – Ludwig van den Berg", "Ludwig van den Berg", "Money"),
    ],
)
def test_names_become_the_lead(title, lead, rest):
    assert taken_out(title)[:2] == (lead, rest)


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Sets – Garden Room",
            "Lunch (buffet)",
            "Money: Power and Place",
            "Tea – 2nd Floor",
            "Change – Leading Change",
        ),
        *("The Strategic Quartet: officers and politicians", "NHS – ICB Update", "Dana Whitfield", ""),
        "(Dana Whitfield)",
    ],
)
def test_what_is_nobody_stays_in_the_title(title):
    assert taken_out(title) == ("", title, False)


def test_a_name_without_a_title_or_a_word_for_it_is_only_a_guess():
    assert taken_out("Welcome (Dana Whitfield)")[2] is True
    assert taken_out("Welcome (Dr Dana Whitfield)")[2] is False
    assert taken_out("Welcome, led by Dana Whitfield")[2] is False
