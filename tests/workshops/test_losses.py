"""Items that went out of the draft, and how they come back."""

import pytest

from tests import factories as make
from workshops.exceptions import AlreadyCancelled, MovedOn, TooMany
from workshops.models import Item, Objective, ParallelGroup, SessionDay
from workshops.models.item import MOST
from workshops.services import items, losses, undo


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": make.NOW}


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


def test_an_item_that_is_there_or_never_was_is_no_loss(cast, day, by):
    item = items.add(day=day, fields={"title": "a"}, **by)
    assert losses.loss(cast.workshop, item.pk) is None
    assert losses.loss(cast.workshop, item.pk + 1) is None


def test_a_loss_knows_who_took_the_item_out_also_by_undo(cast, day, by):
    item = items.add(day=day, fields={"title": "a"}, **by)
    undo.undo(session=cast.workshop, change=cast.workshop.draft_changes.get().pk, by=cast.coordinator, now=make.NOW)
    found = losses.loss(cast.workshop, item.pk)
    assert (found.was.title, found.by) == ("a", cast.coordinator)
    assert losses.loss(cast.draft, item.pk) is None


def test_of_many_that_went_at_once_one_comes_back_with_what_hangs_on_it_alone(cast, day, by):
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    first, second = make.item(day, "a"), make.item(day, "b", notes="Seat them")
    pk = second.pk
    for item in (first, second):
        item.objectives.add(objective)
        ParallelGroup.objects.create(item=item, position=1, name=f"Group of {item.title}")
    with undo.keep(session=cast.workshop, verb="deleted", what="Both", **by):
        for item in (first, second):
            items.delete(item=item, **by)
    back = losses.put_back(session=cast.workshop, item=pk, fields={"title": "B"}, **by)
    assert (back.pk, back.title, back.notes) == (pk, "B", "Seat them")
    assert list(back.objectives.all()) == [objective]
    assert list(ParallelGroup.objects.values_list("name", flat=True)) == ["Group of b"]
    assert [item.title for item in day.items.all()] == ["B"]
    assert str(cast.workshop.draft_changes.last()) == "B put back"


def test_an_item_is_put_back_once(cast, day, by):
    item = make.item(day, "a")
    pk = item.pk
    items.delete(item=item, **by)
    losses.put_back(session=cast.workshop, item=pk, fields={}, **by)
    with pytest.raises(MovedOn):
        losses.put_back(session=cast.workshop, item=pk, fields={}, **by)
    assert day.items.count() == 1


def test_nothing_is_put_back_into_a_full_day(cast, day, by):
    item = make.item(day, "a")
    pk = item.pk
    items.delete(item=item, **by)
    Item.objects.bulk_create(Item(day=day, position=n, title=f"{n}") for n in range(1, MOST + 1))
    with pytest.raises(TooMany):
        losses.put_back(session=cast.workshop, item=pk, fields={}, **by)


def test_no_item_comes_back_to_a_day_that_was_cancelled_since(cast, day, by):
    item = make.item(day, "a")
    pk = item.pk
    items.delete(item=item, **by)
    SessionDay.objects.filter(pk=day.pk).update(cancelled_at=make.NOW)
    with pytest.raises(AlreadyCancelled):
        losses.put_back(session=cast.workshop, item=pk, fields={}, **by)
    assert not day.items.exists()
