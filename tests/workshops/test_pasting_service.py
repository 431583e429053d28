from datetime import time, timedelta

import pytest

from tests import factories as make
from tests.workshops.acting import trail
from workshops.exceptions import AlreadyCancelled, AlreadyThere, ChangedMeanwhile, SameDate, TooMany
from workshops.models import Item
from workshops.pasting import MOST
from workshops.services import items, pasting, places
from workshops.services.pasting import Batch

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


@pytest.fixture
def add(cast):
    """add(batch, …) with the draft as it is now, unless told what was seen."""

    def add(*batches, seen=None, session=None):
        session = session or cast.workshop
        seen = pasting.state(pasting.drafts(session).values()) if seen is None else seen
        return pasting.add(session=session, batches=batches, seen=seen, by=cast.facilitator, now=LATER)

    return add


def item(title, minutes=30, **fields):
    return {
        "title": title,
        "minutes": minutes,
        "kind": "other",
        "lead": "",
        "notes": "",
        "pinned_minute": None,
    } | fields


def titles(day):
    return [item.title for item in day.items.all()]


def test_items_come_after_those_there_are_in_their_order(day, add):
    make.item(day, "First")
    assert add(Batch([item("Second"), item("Third")], day=day.pk)) == 2
    assert [(item.title, item.position) for item in day.items.all()] == [("First", 1), ("Second", 2), ("Third", 3)]


def test_or_in_their_place(day, add):
    gone = make.item(day, "First")
    add(Batch([item("Second")], day=day.pk, replaces=True))
    assert titles(day) == ["Second"]
    assert ("deleted", []) in trail(gone)


def test_each_item_and_the_paste_are_in_the_trail_without_words(cast, day, add):
    add(Batch([item("Second")], day=day.pk))
    assert trail(day.items.get()) == [("added", ["kind", "lead", "minutes", "notes", "title"])]
    assert trail(cast.workshop)[-1] == ("pasted", ["items"])
    cast.workshop.refresh_from_db()
    assert cast.workshop.changed_at == LATER


def test_the_first_is_pinned_only_where_it_would_not_start_then_by_itself(day, add):
    add(Batch([item("On time", 30, pinned_minute=600)], day=day.pk))
    add(Batch([item("After a gap", 30, pinned_minute=660), item("Held", 30, pinned_minute=690)], day=day.pk))
    assert [item.pinned_minute for item in day.items.all()] == [None, 660, 690]


def test_the_same_items_are_not_added_twice(day, add):
    batch = Batch([item("Welcome"), item("Close", 0)], day=day.pk)
    add(batch)
    for seen in (None, "empty"):
        with pytest.raises(AlreadyThere):
            add(batch, seen=seen)
    assert titles(day) == ["Welcome", "Close"]


def test_what_is_there_with_other_items_is_still_replaced(day, add):
    make.item(day, "First")
    make.item(day, "Close", 0, kind="other")
    add(Batch([item("Close", 0)], day=day.pk, replaces=True))
    assert titles(day) == ["Close"]


def test_a_draft_that_changed_since_it_was_seen_is_left_alone(cast, day, add):
    first = make.item(day, "First")
    seen = pasting.state(pasting.drafts(cast.workshop).values())
    items.edit(item=first, revision=1, fields={"title": "Changed"}, by=cast.facilitator, now=LATER)
    with pytest.raises(ChangedMeanwhile):
        add(Batch([item("Second")], day=day.pk), seen=seen)
    assert titles(day) == ["Changed"]


def test_items_that_only_changed_places_are_a_change(cast, day):
    make.item(day, "First")
    second = make.item(day, "Second")
    seen = pasting.state(pasting.drafts(cast.workshop).values())
    places.move(item=second, up=True, by=cast.facilitator, now=LATER)
    assert pasting.state(pasting.drafts(cast.workshop).values()) != seen


def test_a_day_of_another_session_or_cancelled_is_refused_whole(cast, day, add):
    other = cast.draft.days.get()
    with pytest.raises(AlreadyCancelled):
        add(Batch([item("Mine")], day=day.pk), Batch([item("Theirs")], day=other.pk))
    day.cancelled_at = make.NOW
    day.save()
    with pytest.raises(AlreadyCancelled):
        add(Batch([item("Mine")], day=day.pk))
    assert not Item.objects.exists()


def test_a_new_day_comes_with_its_items_or_not_at_all(cast, day, add):
    tomorrow = {"date": day.date + timedelta(days=1), "opens": time(9), "closes": time(12)}
    add(Batch([item("Walk", pinned_minute=540)], new_day=tomorrow))
    added = cast.workshop.days.get(date=tomorrow["date"])
    assert (titles(added), added.items.get().pinned_minute) == (["Walk"], None)
    with pytest.raises(AlreadyThere):
        add(Batch([item("Walk", pinned_minute=540)], new_day=tomorrow))
    with pytest.raises(SameDate):
        add(Batch([item("Here")], day=day.pk), Batch([item("Other")], new_day=tomorrow))
    assert titles(day) == []


def test_no_day_gets_more_items_than_an_agenda_has(day, add):
    add(Batch([item("One")] * MOST, day=day.pk))
    with pytest.raises(TooMany):
        add(Batch([item("More")], day=day.pk))
    assert day.items.count() == MOST


def test_three_hundred_items_cost_few_queries(day, add, django_assert_max_num_queries):
    with django_assert_max_num_queries(35):
        add(Batch([item(f"Item {n}") for n in range(300)], day=day.pk))
