"""The template library: what is kept can be started from again, once, and nothing is lost without a word."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories as make
from tests.workshops.acting import real_day, trail
from workshops.exceptions import AlreadyCancelled, Gone, NameTaken, NotUnderstood, OtherSession, TooMany
from workshops.models import Item, Objective, Session, Template
from workshops.services import items, templates
from workshops.services.laying import Beginning

LATER = make.NOW + timedelta(hours=1)
JUNE = Beginning(date(2027, 6, 9))


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": LATER}


@pytest.fixture
def template(cast, by):
    """The real day, kept; its lunch is in the Garden Room and serves an objective."""
    lunch = real_day(cast.workshop)[6]
    lunch.room = make.venue(cast.programme).rooms.create(name="Garden Room")
    lunch.lead, lunch.notes = "Frances Dale", "Quiet corner"
    lunch.save()
    lunch.objectives.add(Objective.objects.create(session=cast.workshop, position=1, text="Eat together"))
    return templates.keep_session(session=cast.workshop, name="A workshop day", **by)


@pytest.fixture
def empty_day(cast):
    return cast.draft.days.get()


def titles(day):
    return [item.title for item in day.items.all()]


def test_a_kept_session_names_who_kept_it_and_what(cast, template):
    assert (template.programme, template.kind, template.by, template.at) == (
        *(cast.programme, "session"),
        *(cast.facilitator, LATER),
    )
    assert trail(template) == [("kept", ["content"])]


def test_pressed_twice_is_kept_once(cast, template, by):
    assert templates.keep_session(session=cast.workshop, name="A workshop day", **by) == template
    assert Template.objects.count() == 1


def test_a_name_is_used_once_for_sessions_and_once_for_items(cast, template, by):
    make.item(cast.workshop.days.get(), "One more")
    with pytest.raises(NameTaken):
        templates.keep_session(session=cast.workshop, name="A workshop day", **by)
    templates.keep_item(item=Item.objects.first(), name="A workshop day", **by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.create(
            programme=cast.programme, kind="item", name="A workshop day", content={}, by=cast.facilitator, at=LATER
        )


def test_a_set_s_meeting_is_nobody_s_template(cast, by):
    meeting = make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a)
    item = make.item(meeting.days.get())
    with pytest.raises(OtherSession):
        templates.keep_session(session=meeting, name="Ours", **by)
    with pytest.raises(OtherSession):
        templates.keep_item(item=item, name="Ours", **by)


def test_an_item_deleted_meanwhile_cannot_be_kept(cast, by):
    item = make.item(cast.workshop.days.get())
    items.delete(item=Item.objects.get(pk=item.pk), **by)
    with pytest.raises(Gone):
        templates.keep_item(item=item, name="Lunch", **by)


def test_a_session_starts_from_a_template_as_a_draft_nobody_is_told_of(cast, template, by):
    laid = start(template, cast.cohort, by)
    session = Session.objects.get(pk=laid.session.pk)
    day = session.days.get()
    assert (session.name, session.kind, session.dates_published_at) == ("Workshop 1", "workshop", None)
    assert (day.date, day.opens, day.closes, day.venue) == (
        *(date(2027, 6, 9), time(10), time(16, 30)),
        cast.workshop.days.get().venue,
    )
    assert titles(day) == titles(cast.workshop.days.get())
    lunch = day.items.get(title="Lunch")
    assert (lunch.room.name, lunch.lead, lunch.notes) == ("Garden Room", "", "Quiet corner")
    assert [objective.session for objective in lunch.objectives.all()] == [session]
    assert laid.astray == []
    assert trail(session) == [("added", ["arrival", "bring", "kind", "name", "objectives", "title"])]
    assert [verb for verb, _fields in trail(lunch)] == ["added"]


def start(template, cohort, by, chosen=JUNE):
    return templates.start(template=template, cohort=cohort, chosen=chosen, **by)


def test_days_keep_their_distance_and_the_name_may_be_chosen(cast, by):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    template = templates.keep_session(session=residential, name="Two days", **by)
    laid = start(template, cast.second_cohort, by, Beginning(date(2027, 6, 9), name="Residential 2"))
    assert [day.date for day in laid.session.days.all()] == [date(2027, 6, 9), date(2027, 6, 10)]
    assert (laid.session.name, laid.session.cohort) == ("Residential 2", cast.second_cohort)


def test_started_twice_is_started_once(cast, template, by):
    first, second = start(template, cast.cohort, by), start(template, cast.cohort, by)
    assert (first.session, first.is_new, second.is_new) == (second.session, True, False)
    assert first.session.days.get().items.count() == 14


def test_a_room_that_is_not_at_the_chosen_venue_is_said_and_noted(cast, template, by):
    town_hall = make.venue(cast.programme, "Town Hall", "Market Square")
    laid = start(template, cast.cohort, by, Beginning(JUNE.date, venue=town_hall))
    lunch = laid.session.days.get().items.get(title="Lunch")
    assert laid.astray == ["Garden Room"]
    assert lunch.room is None
    assert lunch.notes == "Quiet corner\nRoom when it was kept: Garden Room, Hartwell Hall"


def test_a_room_of_the_same_name_at_the_chosen_venue_is_taken(cast, template, by):
    town_hall = make.venue(cast.programme, "Town Hall", "Market Square")
    theirs = town_hall.rooms.create(name="garden room")
    laid = start(template, cast.cohort, by, Beginning(JUNE.date, venue=town_hall))
    assert laid.session.days.get().items.get(title="Lunch").room == theirs


def test_a_venue_that_is_no_more_is_said_and_the_day_has_none_yet(cast, template, by):
    venue = cast.workshop.days.get().venue
    type(cast.workshop.days.get()).objects.update(venue=None)
    venue.delete()
    laid = start(template, cast.cohort, by)
    assert laid.session.days.get().venue is None
    assert laid.astray == ["Hartwell Hall", "Garden Room"]


def test_no_other_programme_can_start_from_it(cast, template, by):
    elsewhere = make.cohort(cast.other_programme, "Theirs")
    with pytest.raises(OtherSession):
        start(template, elsewhere, by)


def test_a_template_deleted_or_not_understood_is_said_and_nothing_happens(cast, template, empty_day, by):
    Template.objects.update(content={"shape": 0})
    before = Session.objects.count()
    with pytest.raises(NotUnderstood):
        start(template, cast.cohort, by)
    templates.delete(template=template, **by)
    templates.delete(template=template, **by)
    for act in (
        lambda: start(template, cast.cohort, by),
        lambda: put(template, empty_day, by),
        lambda: templates.rename(template=template, name="Other", **by),
    ):
        with pytest.raises(Gone):
            act()
    assert (Session.objects.count(), empty_day.items.count()) == (before, 0)
    assert [verb for verb, _fields in trail(template)] == ["kept", "deleted"]


def put(template, day, by, part=0, after=0):
    return templates.put(template=template, part=part, day=day, after=after, **by)


def test_an_empty_day_gets_the_agenda_and_what_it_is_for(cast, template, empty_day, by):
    put(template, empty_day, by)
    assert titles(empty_day) == titles(cast.workshop.days.get())
    assert [objective.text for objective in cast.draft.objectives.all()] == ["Eat together"]
    assert empty_day.items.get(title="Lunch").objectives.get().session == cast.draft


def test_an_agenda_is_added_after_what_is_there_and_ties_to_equal_words_alone(cast, template, empty_day, by):
    Objective.objects.create(session=cast.draft, position=1, text="Something else")
    first = make.item(empty_day, "First")
    put(template, empty_day, by, after=first.pk)
    assert titles(empty_day)[:2] == ["First", titles(cast.workshop.days.get())[0]]
    assert [item.position for item in empty_day.items.all()] == list(range(1, 16))
    assert not empty_day.items.get(title="Lunch").objectives.exists()


def test_a_kept_item_may_be_added_again_on_purpose_and_not_by_pressing_twice(cast, empty_day, by):
    item = make.item(cast.workshop.days.get(), "Tea", 15, kind="break", kit="Cups")
    template = templates.keep_item(item=item, name="Tea", **by)
    assert put(template, empty_day, by).is_new
    assert not put(template, empty_day, by).is_new
    assert titles(empty_day) == ["Tea"]
    assert put(template, empty_day, by, after=empty_day.items.last().pk).is_new
    assert [(item.title, item.minutes, item.kit) for item in empty_day.items.all()] == [("Tea", 15, "Cups")] * 2


def test_a_cancelled_day_and_a_day_the_template_does_not_have_are_refused(cast, template, empty_day, by):
    with pytest.raises(OtherSession):
        put(template, empty_day, by, part=1)
    cast.draft.days.update(cancelled_at=make.NOW)
    with pytest.raises(AlreadyCancelled):
        put(template, empty_day, by)


def test_a_template_is_renamed_unless_the_name_is_taken(cast, template, by):
    cast.draft.name = "Other"
    other = templates.keep_session(session=cast.draft, name="Other", **by)
    with pytest.raises(NameTaken):
        templates.rename(template=other, name="A workshop day", **by)
    templates.rename(template=other, name="Plain", **by)
    assert Template.objects.get(pk=other.pk).name == "Plain"
    assert trail(other)[-1] == ("renamed", ["name"])


def test_laying_out_costs_the_same_for_one_item_and_for_thirty(cast, by, django_assert_num_queries):
    day = cast.workshop.days.get()
    for size in (1, 30):
        while day.items.count() < size:
            make.item(day)
        template = templates.keep_session(session=cast.workshop, name=f"{size} items", **by)
        with django_assert_num_queries(START):
            start(template, cast.cohort, by, Beginning(JUNE.date, name=f"{size} items"))


START = 29


def test_a_template_that_would_make_the_day_too_long_adds_nothing(template, empty_day, by):
    Item.objects.bulk_create(Item(day=empty_day, position=n, title="Five minutes", minutes=5) for n in range(1, 490))
    with pytest.raises(TooMany):
        put(template, empty_day, by)
    assert empty_day.items.count() == 489
