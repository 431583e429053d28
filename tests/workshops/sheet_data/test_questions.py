import pytest

from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from workshops.sheet_data.questions import BLANKS, questions_sheet


@pytest.fixture
def panel(cast):
    return make.item(cast.workshop.days.get(), "Panel", collects="questions")


def lists(session):
    return questions_sheet(session, None, now=make.NOW)["lists"]


def test_lines_stand_in_their_order_with_marks_doubles_and_those_who_say_who_they_are(cast, panel):
    last = make.voice(panel, "Last", position=2, state="parked", group="Group 1")
    make.voice(panel, "First", position=1, is_named=True, membership=cast.participant_place)
    make.voice(panel, "The same", same_as=last)
    make.voice(panel, "Unfit", is_hidden=True)
    [printed] = lists(cast.workshop)
    assert (printed["title"], printed["about"]) == ("Questions for the panel", "Panel, Wednesday 3 March 2027")
    assert printed["lines"] == [
        {"text": "First", "under": "Sam Okafor", "also": []},
        {"text": "Last", "under": "Group 1, Parked", "also": ["The same"]},
    ]
    assert "Unfit" not in str(printed)


def test_before_anything_is_sent_there_are_lines_to_write_on(cast, panel):
    [printed] = lists(cast.workshop)
    assert (printed["lines"], printed["blanks"]) == ([], BLANKS)


def test_lines_of_an_item_that_has_gone_are_printed_too(cast, panel):
    make.voice(panel)
    panel.delete()
    [printed] = lists(cast.workshop)
    assert printed["about"] == "An item that is not on the agenda any more"


def test_nothing_where_nothing_is_collected(cast):
    make.item(cast.workshop.days.get())
    assert lists(cast.workshop) == []


def test_it_costs_the_same_for_one_line_and_for_thirty(cast, panel):
    costs = set()
    for _size in range(3):
        for _line in range(10):
            first = make.voice(panel, membership=cast.participant_place, is_named=True)
            make.voice(panel, membership=cast.participant_place, is_named=True, same_as=first)
        costs.add(queries(questions_sheet, cast.workshop))
    assert len(costs) == 1
