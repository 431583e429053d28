"""A coach keeps times free; whoever they coach books one, moves it, gives it back."""

from datetime import date, time, timedelta

import pytest

from cohorts.models import CoachingPair
from cohorts.services import pairs
from tests import factories as make
from workshops.exceptions import (
    AlreadyCancelled,
    AlreadyOver,
    DatesAhead,
    HasADate,
    HasNoDate,
    OtherSession,
    PairEnded,
    SlotGone,
    SlotTaken,
)
from workshops.models import CoachingSlot, Session, SessionDay
from workshops.services import sessions, slots

pytestmark = pytest.mark.django_db
MARCH = date(2027, 3, 9)


@pytest.fixture
def second(cast):
    """Another participant with the same coach."""
    return CoachingPair.objects.create(coach=cast.coach_place, coachee=cast.set_mate_place, began_at=make.NOW)


def book(slot, pair, now=make.NOW):
    return slots.book(slot=slot, pair=pair, by=pair.coachee.person, now=now)


def move(slot, pair, now=make.NOW):
    return slots.move(slot=slot, pair=pair, by=pair.coachee.person, now=now)


def cancel(session, now=make.NOW):
    slots.cancel(day=session.days.get(), by=session.coaching_pair.coachee.person, now=now)


def free(pair, now=make.NOW):
    return [slot.pk for slot in CoachingSlot.objects.open_to(pair, now)]


def test_a_booked_slot_becomes_a_published_coaching_of_the_pair_at_that_time(cast):
    slot = make.slot(cast.coach_place, online_link="https://meet.example/pat")
    session = book(slot, cast.pair)
    day = session.days.get()
    assert (session.kind, session.coaching_pair, session.is_published) == ("coaching", cast.pair, True)
    assert (day.date, day.opens, day.closes, day.online_link) == (MARCH, time(10), time(11), "https://meet.example/pat")
    assert free(cast.pair) == []


def test_a_slot_is_in_the_zone_of_the_cohort(cast):
    cast.cohort.zone = "America/New_York"
    cast.cohort.save()
    fields = {"date": MARCH, "opens": time(10), "closes": time(11)}
    cast.coach_place.refresh_from_db()
    made = slots.offer(coach=cast.coach_place, fields=fields, by=cast.coach, now=make.NOW)
    assert made.starts_at.hour == 15


def test_the_same_time_offered_twice_is_one_slot(cast):
    fields = {"date": MARCH, "opens": time(10), "closes": time(11)}
    offered = [slots.offer(coach=cast.coach_place, fields=fields, by=cast.coach, now=make.NOW) for _ in range(2)]
    assert offered[0] == offered[1]


def test_a_time_that_has_begun_is_not_offered(cast):
    fields = {"date": make.NOW.date(), "opens": time(9), "closes": time(10)}
    with pytest.raises(SlotGone):
        slots.offer(coach=cast.coach_place, fields=fields, by=cast.coach, now=make.NOW)
    assert not CoachingSlot.objects.exists()


def test_only_a_coach_offers_times(cast):
    with pytest.raises(OtherSession):
        slots.offer(coach=cast.participant_place, fields={}, by=cast.participant, now=make.NOW)


def test_pressed_twice_it_is_one_booking(cast):
    slot = make.slot(cast.coach_place)
    assert book(slot, cast.pair) == book(slot, cast.pair)
    assert Session.objects.filter(kind="coaching").count() == 1


def test_two_tabs_with_two_slots_are_one_booking(cast):
    one, other = make.slot(cast.coach_place), make.slot(cast.coach_place, on=MARCH + timedelta(days=1))
    book(one, cast.pair)
    with pytest.raises(HasADate):
        book(other, cast.pair)
    assert Session.objects.filter(kind="coaching").count() == 1


def test_a_slot_that_somebody_else_took_meanwhile_is_refused(cast, second):
    slot = make.slot(cast.coach_place)
    book(slot, second)
    with pytest.raises(SlotTaken):
        book(slot, cast.pair)
    assert slot_of(slot).session.coaching_pair == second


def slot_of(slot):
    return CoachingSlot.objects.get(pk=slot.pk)


@pytest.mark.parametrize("why", ["withdrawn", "begun", "another coach's"])
def test_a_slot_that_is_gone_is_refused(cast, why):
    slot = make.slot(cast.other_coach_place if why == "another coach's" else cast.coach_place)
    if why == "withdrawn":
        slots.withdraw(slot=slot, by=cast.coach, now=make.NOW)
    with pytest.raises(SlotGone):
        book(slot, cast.pair, now=slot.starts_at if why == "begun" else make.NOW)
    assert not Session.objects.filter(kind="coaching").exists()


def test_nobody_books_with_a_coach_whom_they_have_left(cast):
    slot = make.slot(cast.coach_place)
    pairs.end_pair(pair=cast.pair, by=cast.coordinator, now=make.NOW)
    with pytest.raises(PairEnded):
        book(slot, cast.pair)


def test_moving_keeps_the_session_and_frees_the_slot_it_had(cast):
    one, other = make.slot(cast.coach_place), make.slot(cast.coach_place, on=MARCH + timedelta(days=1))
    session = book(one, cast.pair)
    assert move(other, cast.pair) == session == move(other, cast.pair)
    day = session.days.get()
    assert (day.date, day.moves, day.sequence) == (MARCH + timedelta(days=1), 1, 1)
    assert free(cast.pair) == [one.pk]


def test_moving_to_a_slot_taken_meanwhile_leaves_the_date_as_it_was(cast, second):
    one, other = make.slot(cast.coach_place), make.slot(cast.coach_place, on=MARCH + timedelta(days=1))
    session = book(one, cast.pair)
    book(other, second)
    with pytest.raises(SlotTaken):
        move(other, cast.pair)
    assert session.days.get().date == MARCH
    assert slot_of(one).session == session


def test_without_a_date_there_is_nothing_to_move(cast):
    with pytest.raises(HasNoDate):
        move(make.slot(cast.coach_place), cast.pair)


def test_given_back_the_slot_is_free_and_may_be_booked_again_at_once(cast):
    slot = make.slot(cast.coach_place)
    session = book(slot, cast.pair)
    cancel(session)
    assert session.days.get().cancelled_at == make.NOW
    assert free(cast.pair) == [slot.pk]
    again = book(slot, cast.pair)
    assert again != session
    assert again.days.get().cancelled_at is None


def test_a_date_is_given_back_once_and_not_when_it_has_begun(cast):
    session = book(make.slot(cast.coach_place), cast.pair)
    with pytest.raises(AlreadyOver):
        cancel(session, now=session.days.get().starts_at)
    cancel(session)
    with pytest.raises(AlreadyCancelled):
        cancel(session)


def test_a_booked_slot_is_not_taken_back(cast):
    slot = make.slot(cast.coach_place)
    book(slot, cast.pair)
    with pytest.raises(SlotTaken):
        slots.withdraw(slot=slot, by=cast.coach, now=make.NOW)


def test_a_slot_is_free_again_when_its_session_was_moved_elsewhere(cast):
    slot = make.slot(cast.coach_place)
    session = book(slot, cast.pair)
    sessions.postpone(session=session, to=MARCH + timedelta(days=20), by=cast.coordinator, now=make.NOW)
    assert free(cast.pair) == [slot.pk]


def test_a_pair_with_a_date_ahead_is_not_ended(cast):
    session = book(make.slot(cast.coach_place), cast.pair)
    with pytest.raises(DatesAhead):
        slots.part(pair=cast.pair, by=cast.coordinator, now=make.NOW)
    cancel(session)
    assert slots.part(pair=cast.pair, by=cast.coordinator, now=make.NOW).ended_at == make.NOW
    assert not SessionDay.objects.ahead(make.NOW).filter(session=session).exists()
