"""What one frozen agenda changed against another, said in words."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.agenda import clock
from workshops.changes import differences

DAYS = {1: "Wed 3 March", 2: "Thu 4 March"}


def item(pk, title, start, minutes=30, **more):
    times = {"start": start, "starts": clock(start), "ends": clock(start + minutes), "minutes": minutes}
    public = {"kind": "input", "lead": "", "room": "", "description": "", "pinned": False, "speakers": []}
    return {"item": pk, "title": title} | times | public | more


def content(*items, **more):
    return {"name": "Workshop 1", "title": "", "objectives": [], "days": [{"day": 1, "items": list(items)}]} | more


def told(before, after):
    return differences(before, after, DAYS)


def changed(**more):
    """What is said when the panel, one hour from 10:00, becomes otherwise."""
    return told(content(item(1, "Panel", 600, 60)), content(item(1, "Panel", 600, 60) | more))


def speaker(name, role="", organisation=""):
    return {"name": name, "role": role, "organisation": organisation}


def test_nothing_is_said_where_nothing_changed():
    assert told(content(item(1, "Panel", 600)), content(item(1, "Panel", 600))) == []


def test_what_is_added_and_what_is_left_out():
    before, after = content(item(1, "Panel", 600)), content(item(2, "Lecture", 600, 45))
    assert told(before, after) == ["“Panel” is left out; it was at 10:00.", "“Lecture” is added: 10:00 to 10:45."]


def test_earlier_and_later_with_the_new_and_the_old_time():
    assert changed(start=615, starts="10:15") == ["“Panel” is 15 minutes later: 10:15 instead of 10:00."]
    assert changed(start=540, starts="09:00") == ["“Panel” is 1 hour earlier: 09:00 instead of 10:00."]


def test_a_stretch_that_shifts_together_is_one_sentence_after_what_caused_it():
    before = content(*(item(n, f"Item {n}", 600 + 30 * n) for n in range(1, 5)))
    after = content(item(1, "Item 1", 630, 40), *(item(n, f"Item {n}", 610 + 30 * n) for n in range(2, 5)))
    assert told(before, after) == [
        "“Item 1” is longer: 40 minutes instead of 30 minutes.",
        "From “Item 2” to “Item 4” everything is 10 minutes later: 11:10 instead of 11:00.",
    ]


def test_two_that_change_places_are_both_said():
    before = content(item(1, "Panel", 600), item(2, "Lecture", 630))
    after = content(item(2, "Lecture", 600), item(1, "Panel", 630))
    assert told(before, after) == [
        "“Lecture” is 30 minutes earlier: 10:00 instead of 10:30.",
        "“Panel” is 30 minutes later: 10:30 instead of 10:00.",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"minutes": 75}, "“Panel” is longer: 1 hour 15 minutes instead of 1 hour."),
        ({"minutes": 45}, "“Panel” is shorter: 45 minutes instead of 1 hour."),
        ({"title": "Voices"}, "“Panel” is called “Voices” now."),
        ({"lead": "Frances Dale"}, "Frances Dale leads “Panel”."),
        ({"room": "Library"}, "“Panel” is in Library."),
        ({"description": "Four voices"}, "The description of “Panel” has changed."),
        ({"kind": "panel"}, "“Panel” is of another kind."),
        ({"pinned": True}, "“Panel” is held to the clock."),
        ({"groups": [{"name": "Set 1"}]}, "The groups of “Panel” have changed."),
        ({"speakers": [speaker("Ruth")]}, "Ruth speaks in “Panel”."),
        ({"speakers": [speaker("Ruth"), speaker("Mina")]}, "Ruth, Mina speak in “Panel”."),
        ({"something_new": 3}, "Details of “Panel” have changed."),
    ],
)
def test_each_detail_has_its_sentence(change, sentence):
    assert changed(**change) == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ({"lead": "Frances"}, {"lead": "Martin"}, "Martin leads “Panel” instead of Frances."),
        ({"lead": "Frances"}, {"lead": ""}, "Frances no longer leads “Panel”."),
        ({"room": "Library"}, {"room": "Hall"}, "“Panel” is in Hall instead of Library."),
        ({"room": "Library"}, {"room": ""}, "“Panel” is no longer in Library."),
        ({"speakers": [speaker("Ruth")]}, {"speakers": []}, "Ruth no longer speaks in “Panel”."),
        (
            {"speakers": [speaker("Ruth", "Leader")]},
            {"speakers": [speaker("Ruth", "Mayor")]},
            "Ruth has another role or organisation in “Panel”.",
        ),
        ({"pinned": True}, {"pinned": False}, "“Panel” is no longer held to the clock."),
    ],
)
def test_what_was_there_before_is_said_too(old, new, sentence):
    assert told(content(item(1, "Panel", 600, **old)), content(item(1, "Panel", 600, **new))) == [sentence]


def test_the_name_the_title_and_the_objectives():
    before = content(objectives=["Listen", "Decide"], title="Power")
    assert told(before, before | {"title": "Leading"}) == ["It is called “Leading” instead of “Power”."]
    assert told(before, before | {"title": ""}) == ["It is no longer called “Power”."]
    assert told(before, before | {"objectives": ["Decide", "Listen"]}) == ["The objectives stand in another order."]
    assert told(before, before | {"objectives": ["Listen", "Do"]}) == [
        "New objective: Do",
        "No longer an objective: Decide",
    ]


def test_a_day_added_or_taken_out_is_said_once_and_its_items_are_not_listed():
    one = content(item(1, "Panel", 600))
    two = content(days=[*one["days"], {"day": 2, "items": [item(2, "Lecture", 600)]}])
    assert told(one, two) == ["Thu 4 March is added."]
    assert told(two, one) == ["Thu 4 March no longer takes place."]


def test_with_several_days_each_item_is_said_with_its_day():
    two = content(days=[{"day": 1, "items": [item(1, "Panel", 600)]}, {"day": 2, "items": [item(2, "Lunch", 600)]}])
    later = copy.deepcopy(two)
    later["days"][1]["items"][0].update(start=630, starts="10:30")
    assert told(two, later) == ["“Lunch” on Thu 4 March is 30 minutes later: 10:30 instead of 10:00."]
    moved = content(days=[{"day": 1, "items": []}, {"day": 2, "items": [item(2, "Lunch", 600), item(1, "Panel", 630)]}])
    assert told(two, moved) == ["“Panel” moved to Thu 4 March at 10:30, from Wed 3 March at 10:00."]


def test_content_of_an_older_shape_is_read_as_empty_where_a_key_is_missing():
    old = {"days": [{"day": 1, "items": [{"item": 1, "title": "Panel"}]}]}
    assert "“Panel” is longer: 30 minutes instead of 0 minutes." in told(old, content(item(1, "Panel", 600)))
    assert told({}, {"days": []}) == ["Small details have changed."]
    assert told(content(), content() | {"something_new": 1}) == ["Small details have changed."]


def test_marks_in_a_title_are_text():
    assert told(content(item(1, "100% %(at)s <b>", 600)), content()) == [
        "“100% %(at)s <b>” is left out; it was at 10:00."
    ]


items = st.builds(
    item,
    st.integers(1, 4),
    st.sampled_from(["Panel", "Lunch", "%s", ""]),
    st.integers(0, 1500),
    st.integers(0, 90),
    lead=st.sampled_from(["", "Frances"]),
    speakers=st.lists(st.builds(speaker, st.sampled_from("ab"), st.sampled_from("xy")), max_size=2),
)
contents = st.builds(
    lambda items, objectives: content(*items, objectives=objectives),
    st.lists(items, max_size=4, unique_by=lambda item: item["item"]),
    st.lists(st.sampled_from("abc"), max_size=3),
)


@given(contents, contents)
def test_whatever_differs_something_is_said_and_nothing_otherwise(before, after):
    assert bool(told(before, after)) == (before != after)
