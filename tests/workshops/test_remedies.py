"""One press, one change, undone as one: what a remedy writes, and what it leaves alone."""

from datetime import time, timedelta

import pytest

from tests import factories as make
from tests.workshops.acting import real_day, trail
from workshops.exceptions import AlreadyCancelled, ChangedMeanwhile, PastTheNextDay, TooMany
from workshops.models import Item, SessionDay
from workshops.models.item import MOST
from workshops.services import groups, remedies

LATER = make.NOW + timedelta(hours=1)
LUNCH = 12 * 60 + 45


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": LATER}


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


@pytest.fixture
def work(cast, day):
    """The scenario work of the real day, before the pinned lunch."""
    line = real_day(cast.workshop)
    Item.objects.filter(pk=line[6].pk).update(pinned_minute=LUNCH)
    fields = {"together": 15, "each_minutes": 10, "each_of": "group", "each_count": 6}
    Item.objects.filter(pk=line[5].pk).update(**fields)
    return Item.objects.select_related("day").get(pk=line[5].pk)


def pins(day):
    return {item.title: item.pinned_minute for item in day.items.exclude(pinned_minute=None)}


def test_a_longer_slot_takes_the_pinned_lunch_along(day, work, by):
    remedies.lengthen(item=work, revision=1, value=75, **by)
    assert day.items.get(pk=work.pk).minutes == 75
    assert pins(day) == {"Lunch": LUNCH + 15}
    assert trail(work) == [("changed", ["minutes"])]
    assert trail(day.items.get(title="Lunch")) == [("changed", ["pinned_minute"])]


def test_a_shorter_item_leaves_the_pins(day, work, by):
    remedies.cut(item=work, revision=1, value=45, **by)
    assert (day.items.get(pk=work.pk).minutes, pins(day)) == (45, {"Lunch": LUNCH})


def test_less_for_each_leaves_the_slot(day, work, by):
    remedies.shorten_each(item=work, revision=1, value=7, **by)
    saved = day.items.get(pk=work.pk)
    assert (saved.minutes, saved.each_minutes, saved.revision) == (60, 7, 2)


def test_fewer_groups_that_are_only_a_number(day, work, by):
    remedies.make_fewer(item=work, revision=1, value=4, **by)
    assert day.items.get(pk=work.pk).each_count == 4


def test_fewer_groups_that_were_dealt_are_dealt_anew(cast, work, by):
    work = groups.split(item=work, revision=1, way="mixed", count=3, **by)
    remedies.make_fewer(item=work, revision=2, value=2, **by)
    sizes = sorted(group.members.count() for group in work.groups.all())
    assert sizes == [1, 2]
    assert Item.objects.get(pk=work.pk).each_count == 6


def test_a_push_moves_the_pin_to_when_it_is_reached_and_later_ones_too(day, by):
    make.item(day, "Talk", 130)
    lunch = make.item(day, "Lunch", 45, pinned_minute=12 * 60)
    make.item(day, "Guest", 30, pinned_minute=12 * 60 + 50)
    make.item(day, "End", 30, pinned_minute=15 * 60)
    remedies.push(item=lunch, revision=1, value=0, **by)
    assert pins(day) == {"Lunch": 12 * 60 + 10, "Guest": 12 * 60 + 55, "End": 15 * 60}


def test_a_push_leaves_a_pin_before_it_that_is_late_itself(day, by):
    make.item(day, "Talk", 130)
    make.item(day, "Guest", 30, pinned_minute=12 * 60)
    lunch = make.item(day, "Lunch", 45, pinned_minute=12 * 60 + 10)
    remedies.push(item=lunch, revision=1, value=0, **by)
    assert pins(day) == {"Guest": 12 * 60, "Lunch": 12 * 60 + 30}


def test_an_unpinned_item_flows(day, by):
    lunch = make.item(day, "Lunch", 45, pinned_minute=12 * 60)
    remedies.unpin(item=lunch, revision=1, value=0, **by)
    assert pins(day) == {}


def test_a_break_comes_before_the_item_and_the_day_stays_in_order(day, by):
    for title in "abc":
        make.item(day, title, 60, position=5)
    rest = remedies.add_break(item=day.items.get(title="c"), revision=1, value=15, **by)
    assert [(item.title, item.position) for item in day.items.all()] == [("a", 1), ("b", 2), ("Break", 3), ("c", 4)]
    assert (rest.kind, rest.minutes) == ("break", 15)
    assert trail(rest) == [("added", ["kind", "minutes", "title"])]


def test_a_break_before_a_pinned_item_pushes_it(day, by):
    make.item(day, "a", 120)
    lunch = make.item(day, "Guest", 60, pinned_minute=12 * 60)
    remedies.add_break(item=lunch, revision=1, value=15, **by)
    assert pins(day) == {"Guest": 12 * 60 + 15}


def test_a_day_that_ends_later_tells_the_calendars_and_is_no_move(day, by):
    remedies.end_later(day=day, closes=16 * 60 + 30, value=16 * 60 + 45, **by)
    saved = SessionDay.objects.get(pk=day.pk)
    assert (saved.closes, saved.sequence, saved.moves) == (time(16, 45), 1, 0)
    assert (saved.venue, saved.date) == (day.venue, day.date)
    assert trail(day) == [("changed", ["closes"])]


def test_a_day_whose_end_somebody_changed_meanwhile_is_left(day, by):
    with pytest.raises(ChangedMeanwhile):
        remedies.end_later(day=day, closes=16 * 60, value=16 * 60 + 45, **by)


def test_a_cancelled_day_does_not_end_later(day, by):
    SessionDay.objects.update(cancelled_at=make.NOW)
    with pytest.raises(AlreadyCancelled):
        remedies.end_later(day=day, closes=16 * 60 + 30, value=16 * 60 + 45, **by)


@pytest.mark.parametrize(
    "name", ["lengthen", "cut", "shorten_each", "make_fewer", "push", "unpin", "add_break", "pin_tomorrow"]
)
def test_what_somebody_saved_since_is_not_overwritten(day, work, by, name):
    Item.objects.filter(pk=work.pk).update(revision=2, title="Theirs")
    with pytest.raises(ChangedMeanwhile) as told:
        getattr(remedies, name)(item=work, revision=1, value=20, **by)
    assert told.value.row.title == "Theirs"
    assert day.items.count() == 14
    assert trail(work) == []


def test_an_item_that_is_gone_was_changed_meanwhile(day, work, by):
    Item.objects.filter(pk=work.pk).delete()
    with pytest.raises(ChangedMeanwhile):
        remedies.lengthen(item=work, revision=1, value=75, **by)


def test_nothing_is_pushed_out_of_the_two_days_and_nothing_else_is_kept(day, by):
    first = make.item(day, "Long", 1400)
    make.item(day, "Late", 1440, pinned_minute=2800)
    make.item(day, "Last", 10, pinned_minute=2810)
    with pytest.raises(PastTheNextDay):
        remedies.lengthen(item=first, revision=1, value=1440, **by)
    assert day.items.first().minutes == 1400


def test_the_session_is_noted_as_changed(cast, work, by):
    remedies.lengthen(item=work, revision=1, value=75, **by)
    cast.workshop.refresh_from_db()
    assert cast.workshop.changed_at == LATER


@pytest.mark.parametrize("name", ["shorten_each", "make_fewer"])
def test_an_item_that_is_made_of_nothing_has_no_sum_to_mend(day, by, name):
    welcome = make.item(day, "Welcome")
    with pytest.raises(ChangedMeanwhile):
        getattr(remedies, name)(item=welcome, revision=1, value=5, **by)
    assert trail(welcome) == []


def test_a_full_day_takes_no_break(day, by):
    last = [make.item(day, f"{n}", 1, position=n) for n in range(1, MOST + 1)][-1]
    with pytest.raises(TooMany):
        remedies.add_break(item=last, revision=1, value=15, **by)
    assert day.items.count() == MOST
