from datetime import date, time, timedelta

import pytest

from tests import factories as make
from tests.workshops.acting import trail
from workshops.exceptions import AlreadyCancelled, OtherSession, SameDate
from workshops.models import Session
from workshops.services import days, sessions

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def by(cast):
    return {"by": cast.coordinator, "now": LATER}


def day_fields(on=date(2027, 3, 10), **fields):
    return {"date": on, "opens": time(10), "closes": time(16), "venue": None, "room": None, "online_link": ""} | fields


def test_a_session_is_added_as_a_draft_with_its_first_day_and_objectives(cast, by):
    session = sessions.add(
        cohort=cast.cohort, fields={"name": "Workshop 3"}, objectives=["One", "Two"], day=day_fields(), **by
    )
    assert session.dates_published_at is None
    assert [row.text for row in session.objectives.all()] == ["One", "Two"]
    assert session.days.get().zone == cast.cohort.zone
    assert trail(session) == [("added", ["name", "objectives"])]
    assert [verb for verb, _fields in trail(session.days.get())] == ["added"]


def test_the_same_session_pressed_twice_is_one(cast, by):
    fields = {"kind": "workshop", "name": "Workshop 3"}
    first, second = (
        sessions.add(cohort=cast.cohort, fields=fields, objectives=["Learn"], day=day_fields(), **by) for _ in "12"
    )
    assert first == second
    assert (first.objectives.count(), first.days.count()) == (1, 1)
    other = sessions.add(cohort=cast.cohort, fields=fields, objectives=[], day=day_fields(on=date(2027, 3, 11)), **by)
    assert other != first


def test_a_refused_day_leaves_no_session_behind(cast, by):
    elsewhere = make.venue(cast.other_programme, "Elsewhere")
    with pytest.raises(OtherSession):
        sessions.add(cohort=cast.cohort, fields={"name": "X"}, objectives=[], day=day_fields(venue=elsewhere), **by)
    assert not Session.objects.filter(name="X").exists()


def test_a_set_of_another_cohort_is_refused(cast, by):
    stranger = make.learning_set(cast.second_cohort, "Set 9")
    fields = {"name": "X", "kind": "set_meeting", "learning_set": stranger}
    with pytest.raises(OtherSession):
        sessions.add(cohort=cast.cohort, fields=fields, objectives=[], day=day_fields(), **by)


def test_a_new_name_raises_the_sequence_of_the_days_and_bringing_something_does_not(cast, by):
    sessions.edit(session=cast.workshop, fields={"bring": "A pen"}, objectives=[], **by)
    assert cast.workshop.days.get().sequence == 0
    sessions.edit(session=cast.workshop, fields={"name": "Workshop One"}, objectives=[], **by)
    assert (cast.workshop.days.get().sequence, cast.workshop.days.get().moves) == (1, 0)
    assert trail(cast.workshop) == [("changed", ["bring"]), ("changed", ["name"])]
    assert Session.objects.get(pk=cast.workshop.pk).changed_at == LATER


def test_saving_the_same_again_leaves_no_trace(cast, by):
    sessions.edit(session=cast.workshop, fields={"name": cast.workshop.name}, objectives=[], **by)
    assert trail(cast.workshop) == []
    assert Session.objects.get(pk=cast.workshop.pk).changed_at == cast.workshop.changed_at


def test_a_reworded_objective_keeps_the_items_that_serve_it(cast, by):
    sessions.edit(session=cast.workshop, fields={}, objectives=["Listen", "Speak"], **by)
    listen, speak = cast.workshop.objectives.all()
    item = make.item(cast.workshop.days.get())
    item.objectives.set([listen, speak])
    sessions.edit(session=cast.workshop, fields={}, objectives=["Speak", "Listen well"], **by)
    assert [row.pk for row in cast.workshop.objectives.all()] == [speak.pk, listen.pk]
    assert {row.text for row in item.objectives.all()} == {"Speak", "Listen well"}


def test_an_objective_taken_out_is_gone(cast, by):
    sessions.edit(session=cast.workshop, fields={}, objectives=["Listen", "Speak"], **by)
    sessions.edit(session=cast.workshop, fields={}, objectives=["Speak"], **by)
    assert [row.text for row in cast.workshop.objectives.all()] == ["Speak"]


def test_the_same_objective_twice_is_two_objectives(cast, by):
    sessions.edit(session=cast.workshop, fields={}, objectives=["Listen", "Listen"], **by)
    assert [row.text for row in cast.workshop.objectives.all()] == ["Listen", "Listen"]


def test_dates_are_published_once_and_keep_their_hour(cast, by):
    sessions.publish_dates(session=cast.draft, **by)
    sessions.publish_dates(session=cast.draft, by=cast.coordinator, now=LATER + timedelta(days=1))
    assert Session.objects.get(pk=cast.draft.pk).dates_published_at == LATER
    assert trail(cast.draft) == [("published dates", ["dates_published_at"])]


def test_a_postponed_session_keeps_the_distance_of_its_days(cast, by):
    residential = make.session(cast.cohort, "Residential", on=date(2027, 3, 27), days=2, kind="residential")
    sessions.postpone(session=residential, to=date(2027, 4, 10), **by)
    after = residential.days.all()
    assert [day.date for day in after] == [date(2027, 4, 10), date(2027, 4, 11)]
    assert [(day.sequence, day.moves) for day in after] == [(1, 1), (1, 1)]
    assert trail(residential) == [("postponed", ["date"])]


def test_moving_past_the_clock_change_keeps_the_wall_time(cast, by):
    sessions.postpone(session=cast.workshop, to=date(2027, 4, 7), **by)
    day = cast.workshop.days.get()
    assert (day.opens, day.starts_at.hour) == (time(10), 9)


def test_moving_to_where_it_is_changes_nothing(cast, by):
    sessions.postpone(session=cast.workshop, to=make.WORKSHOP, **by)
    assert cast.workshop.days.get().sequence == 0
    assert trail(cast.workshop) == []


def test_a_cancelled_session_keeps_its_days_and_cannot_be_cancelled_moved_or_published_again(cast, by):
    sessions.cancel(session=cast.workshop, **by)
    day = cast.workshop.days.get()
    assert (day.cancelled_at, day.sequence, day.moves) == (LATER, 1, 0)
    for again in (sessions.cancel, sessions.publish_dates):
        with pytest.raises(AlreadyCancelled):
            again(session=cast.workshop, **by)
    with pytest.raises(AlreadyCancelled):
        sessions.postpone(session=cast.workshop, to=date(2027, 5, 5), **by)
    assert trail(cast.workshop) == [("cancelled", ["cancelled_at"])]


def test_a_day_added_after_all_revives_the_session(cast, by):
    sessions.cancel(session=cast.workshop, **by)
    days.add(session=cast.workshop, fields=day_fields(on=make.WORKSHOP), **by)
    assert Session.objects.standing().filter(pk=cast.workshop.pk).exists()


def test_only_a_new_date_or_opening_counts_as_a_move(cast, by):
    day = cast.workshop.days.get()
    same = {"date": day.date, "opens": day.opens}
    for fields, sequence, moves in (
        ({"closes": time(17)}, 1, 0),
        ({"venue": make.venue(cast.programme, "Town Hall")}, 2, 0),
        ({"online_link": "https://meet.example.org/1"}, 3, 0),
        ({"opens": time(9)}, 4, 1),
        ({"date": date(2027, 3, 4)}, 5, 2),
    ):
        same |= fields
        day = days.edit(day=day, fields=same, **by)
        assert (day.sequence, day.moves) == (sequence, moves)
    assert [verb for verb, _fields in trail(day)] == ["changed", "changed", "changed", "moved", "moved"]
    assert day.starts_at.hour == 9


def test_a_day_saved_unchanged_leaves_no_trace(cast, by):
    day = cast.workshop.days.get()
    days.edit(day=day, fields={"date": day.date, "opens": day.opens}, **by)
    assert (cast.workshop.days.get().sequence, trail(day)) == (0, [])


def test_two_days_of_a_session_are_never_on_one_date(cast, by):
    with pytest.raises(SameDate):
        days.add(session=cast.workshop, fields=day_fields(on=make.WORKSHOP), **by)
    assert cast.workshop.days.count() == 1


def test_a_cancelled_day_is_kept_and_refuses_changes(cast, by):
    day = days.cancel(day=cast.workshop.days.get(), **by)
    assert cast.workshop.days.get().cancelled_at == LATER
    for again in (lambda: days.cancel(day=day, **by), lambda: days.edit(day=day, fields={"date": day.date}, **by)):
        with pytest.raises(AlreadyCancelled):
            again()


def test_a_room_of_another_venue_is_refused(cast, by):
    hall, town = make.venue(cast.programme), make.venue(cast.programme, "Town Hall")
    with pytest.raises(OtherSession):
        days.add(session=cast.workshop, fields=day_fields(venue=hall, room=town.rooms.create(name="Attic")), **by)
