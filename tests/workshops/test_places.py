"""Where items stand."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.workshops.acting import trail
from workshops.exceptions import AlreadyCancelled, Gone, OtherSession, TooMany
from workshops.models import Item, Objective
from workshops.models.item import MOST
from workshops.services import items, places

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": LATER}


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


@pytest.fixture
def second_day(cast, day):
    return make.day(cast.workshop, day.date + timedelta(days=1))


def order(day):
    return [item.title for item in day.items.all()]


def test_an_item_changes_places_with_its_neighbour_and_stays_at_the_edge(cast, day, by):
    first, second, third = (make.item(day, title) for title in "abc")
    places.move(item=third, up=True, **by)
    places.move(item=first, up=True, **by)
    assert order(day) == ["a", "c", "b"]
    places.move(item=second, up=False, **by)
    assert order(day) == ["a", "c", "b"]
    assert trail(third) == [("moved", ["position"])]
    assert trail(first) == []


def test_places_that_had_come_apart_are_put_right(cast, day, by):
    for title in "abc":
        make.item(day, title, position=5)
    places.move(item=day.items.last(), up=True, **by)
    assert [(item.title, item.position) for item in day.items.all()] == [("a", 1), ("c", 2), ("b", 3)]


@pytest.mark.parametrize(("after", "line"), [(None, "cab"), ("a", "acb"), ("b", "abc"), ("c", "cab")])
def test_an_item_is_put_behind_another_or_first(day, by, after, line):
    a_to_c = {title: make.item(day, title) for title in "abc"}
    places.place(item=a_to_c["c"], day=day, after=a_to_c.get(after), **by)
    assert order(day) == list(line)
    assert [item.position for item in day.items.all()] == [1, 2, 3]


def test_an_item_goes_to_another_day_and_both_close_ranks(day, second_day, by):
    first, _second = make.item(day, "a"), make.item(day, "b")
    there = make.item(second_day, "x")
    make.item(second_day, "y")
    places.place(item=first, day=second_day, after=there, **by)
    assert (order(day), order(second_day)) == (["b"], ["x", "a", "y"])
    assert [item.position for item in Item.objects.all()] == [1, 1, 2, 3]
    assert trail(first) == [("moved", ["day", "position"])]


def test_an_item_goes_neither_to_another_session_nor_behind_an_item_of_another_day(cast, day, second_day, by):
    item = make.item(day, "a")
    with pytest.raises(OtherSession):
        places.place(item=item, day=cast.draft.days.get(), after=None, **by)
    with pytest.raises(OtherSession):
        places.place(item=item, day=day, after=make.item(second_day, "x"), **by)
    assert order(day) == ["a"]


def test_nothing_goes_to_a_day_that_is_cancelled(day, second_day, by):
    second_day.cancelled_at = make.NOW
    second_day.save()
    with pytest.raises(AlreadyCancelled):
        places.place(item=make.item(day, "a"), day=second_day, after=None, **by)


def test_a_duplicate_stands_behind_with_all_it_serves_and_is_not_pinned(cast, day, by):
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    speaker = make.speaker(cast.workshop)
    item = make.item(day, "Panel", 60, kind="panel", notes="Seat them", pinned_minute=700, revision=4)
    item.objectives.add(objective)
    item.speakers.add(speaker)
    make.item(day, "Lunch")
    copy = places.duplicate(item=item, **by)
    assert order(day) == ["Panel", "Panel", "Lunch"]
    copy.refresh_from_db()
    assert (copy.notes, copy.minutes, copy.kind, copy.pinned_minute, copy.revision) == (
        "Seat them",
        60,
        "panel",
        None,
        1,
    )
    assert (list(copy.objectives.all()), list(copy.speakers.all())) == ([objective], [speaker])
    assert list(item.objectives.all()) == [objective]


def test_a_pin_holds_the_item_where_it_starts_and_letting_go_lets_it_flow(day, by):
    make.item(day, "a", 45)
    item = make.item(day, "b")
    places.pin(item=item, held=True, **by)
    item.refresh_from_db()
    assert (item.pinned_minute, item.revision) == (10 * 60 + 45, 2)
    places.pin(item=item, held=False, **by)
    item.refresh_from_db()
    assert (item.pinned_minute, item.revision) == (None, 3)


def test_what_was_deleted_meanwhile_is_not_moved(day, by):
    item = make.item(day, "a")
    items.delete(item=Item.objects.get(pk=item.pk), **by)
    for act in (
        lambda: places.move(item=item, up=True, **by),
        lambda: places.place(item=item, day=day, after=None, **by),
        lambda: places.duplicate(item=item, **by),
        lambda: places.pin(item=item, held=True, **by),
        lambda: items.delete(item=item, **by),
        lambda: items.edit(item=item, revision=1, fields={"title": "b"}, **by),
    ):
        with pytest.raises(Gone):
            act()


def test_a_day_holds_five_hundred_items_and_no_more(day, second_day, by):
    Item.objects.bulk_create(Item(day=day, position=n, title=f"{n}") for n in range(1, MOST + 1))
    extra = make.item(second_day, "extra")
    for act in (
        lambda: items.add(day=day, fields={"title": "One more"}, **by),
        lambda: places.duplicate(item=day.items.first(), **by),
        lambda: places.place(item=extra, day=day, after=None, **by),
    ):
        with pytest.raises(TooMany):
            act()
    assert day.items.count() == MOST


def test_moving_among_five_hundred_costs_a_batch_more_than_among_three(day, by):
    Item.objects.bulk_create(Item(day=day, position=n, title=f"{n}") for n in (1, 2, 3))
    costs = []
    for size in (3, MOST):
        more = range(day.items.count() + 1, size + 1)
        Item.objects.bulk_create(Item(day=day, position=n, title=f"{n}") for n in more)
        with CaptureQueriesContext(connection) as queries:
            places.place(item=day.items.last(), day=day, after=None, **by)
        costs.append(len(queries))
    assert costs[1] <= costs[0] + 1
