"""What a template holds comes back as it was; what cannot be read is refused and never a fault."""

import json
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.workshops.acting import real_day
from workshops.exceptions import NotUnderstood
from workshops.library import kept_item, kept_session, read, written
from workshops.models import Item, Objective, SessionDay


@pytest.fixture
def two_days(cast):
    """A residential of two days, three days apart, with a room, an objective and a pin."""
    session = make.session(cast.cohort, "Residential", kind="residential", title="Leading", bring="A pen")
    first = session.days.get()
    make.day(session, first.date + timedelta(days=3), opens=time(9), closes=time(15))
    room = first.venue.rooms.create(name="Garden Room")
    item = make.item(first, "Lunch", 45, kind="meal", pinned_minute=765, room=room, lead="Frances Dale", notes="Early")
    item.objectives.add(Objective.objects.create(session=session, position=1, text="Eat together"))
    make.item(session.days.last(), "Close", 0, kind="other")
    return session


def test_a_session_is_kept_with_the_distance_of_its_days_and_without_people(two_days):
    kept = read(written(kept_session(two_days)))
    assert kept.fields == {
        "kind": "residential",
        "name": "Residential",
        "title": "Leading",
        "arrival": "",
        "bring": "A pen",
    }
    assert kept.objectives == ["Eat together"]
    assert [(day.after, day.opens, day.closes) for day in kept.days] == [
        (0, time(10), time(16, 30)),
        (3, time(9), time(15)),
    ]
    lunch = kept.days[0].items[0]
    assert (lunch.columns["pinned_minute"], lunch.columns["notes"]) == (765, "Early")
    assert (lunch.room.name, lunch.room.venue, lunch.objectives) == ("Garden Room", "Hartwell Hall", ["Eat together"])
    assert lunch.lead == ""
    assert "Frances" not in json.dumps(written(kept_session(two_days)))


def test_every_column_of_an_item_is_kept_but_its_place_people_and_revision(two_days):
    own = {field.name for field in Item._meta.concrete_fields}
    kept = set(kept_item(Item.objects.first()).days[0].items[0].columns)
    assert own - kept == {"id", "day", "position", "lead", "room", "split", "revision"}


def test_a_cancelled_day_is_left_out_and_a_cancelled_session_is_kept_whole(two_days):
    two_days.days.filter(opens=time(9)).update(cancelled_at=make.NOW)
    assert len(kept_session(two_days).days) == 1
    two_days.days.update(cancelled_at=make.NOW)
    assert len(kept_session(two_days).days) == 2


def test_what_an_older_version_did_not_know_keeps_its_default(two_days):
    content = written(kept_session(two_days))
    del content["days"][0]["items"][0]["columns"]["contingency"]
    content["days"][0]["items"][0]["columns"]["colour"] = "green"
    del content["days"][0]["venue"]
    columns = read(content).days[0].items[0].columns
    assert not {"contingency", "colour"} & set(columns)


DAY = {"after": 0, "opens": "10:00", "closes": "11:00", "items": []}


@pytest.mark.parametrize(
    "content",
    [
        None,
        {"shape": 1, "fields": {"kind": "set_meeting", "name": "Ours"}, "days": [DAY]},
        [],
        {},
        {"shape": 1},
        {"shape": 1, "days": []},
        {"shape": 99, "days": [DAY]},
        {"shape": 1, "days": [{"after": 1, "opens": "10:00", "closes": "11:00", "items": []}]},
        {"shape": 1, "days": [{"after": 0, "opens": "11:00", "closes": "10:00", "items": []}]},
        {"shape": 1, "days": [{"after": 0, "opens": "ten", "closes": "11:00", "items": []}]},
        {"shape": 1, "days": [{"after": 0, "opens": "10:00", "closes": "11:00", "items": [{"columns": {}}]}]},
        {"shape": 1, "days": [{"after": 0, "opens": "10:00", "closes": "11:00", "items": ["Lunch"]}]},
        {
            "shape": 1,
            "fields": {"kind": "picnic"},
            "days": [DAY],
        },
    ],
)
def test_another_shape_is_not_understood(content):
    with pytest.raises(NotUnderstood):
        read(content)


@pytest.mark.parametrize(
    ("column", "value"), [("minutes", -5), ("minutes", "long"), ("kind", "nap"), ("title", "a\nb")]
)
def test_a_value_that_no_form_would_take_is_not_understood(two_days, column, value):
    content = written(kept_session(two_days))
    content["days"][0]["items"][0]["columns"][column] = value
    with pytest.raises(NotUnderstood):
        read(content)


@pytest.mark.parametrize(
    "made_of",
    [
        {"each_of": "group"},
        {"each_minutes": 5},
        {"together": 5},
        {"each_count": 5},
        {"each_of": "group", "each_minutes": None, "together": 5},
    ],
)
def test_half_a_sum_is_not_understood(two_days, made_of):
    content = written(kept_session(two_days))
    content["days"][0]["items"][0]["columns"] = {"title": "Panel", "minutes": 60} | made_of
    with pytest.raises(NotUnderstood):
        read(content)


@pytest.mark.parametrize("line", [None, "", "x" * 301, "a\nb"])
def test_an_objective_that_no_form_would_take_is_not_understood(two_days, line):
    content = written(kept_session(two_days))
    content["objectives"] = [line]
    with pytest.raises(NotUnderstood):
        read(content)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["shape", "days", "items", "columns", "title", "after", "room", "id"]), inner)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_whatever_stands_there_is_read_or_refused(content):
    try:
        read(content)
    except NotUnderstood:
        return


def test_keeping_costs_the_same_for_one_item_and_for_thirty(cast, django_assert_num_queries):
    room = make.venue(cast.programme).rooms.create(name="Garden Room")
    for _ in range(2):
        real_day(cast.workshop)
        Item.objects.update(room=room)
        with django_assert_num_queries(8):
            kept_session(cast.workshop)
    assert SessionDay.objects.filter(session=cast.workshop).count() == 1
