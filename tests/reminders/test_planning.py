from datetime import timedelta

import pytest
from django.db.models import F

from reminders import planning
from reminders.models import Occasion, Rule, SessionPlan
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import DAY_BEFORE, WEEK_BEFORE, occasions, tick
from workshops.models import Session

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def touch(session, at=LATER):
    Session.objects.filter(pk=session.pk).update(changed_at=at)


def move(session, by=timedelta(days=7), at=LATER):
    for day in session.days.all():
        day.date += by
        day.moves += 1
        day.sequence += 1
        day.save()
    touch(session, at)


WHO = ("participant", "facilitator", "set_adviser", "speaker")


def test_a_programme_without_rules_gets_the_usual_ones(cast):
    tick(NOW)
    rules = cast.programme.reminder_rules.values_list("role", "session_kind", "days", "hour")
    everybody = {(role, "", days, 9) for role in WHO for days in (7, 1)}
    assert set(rules) == everybody | {("coach", "coaching", days, 9) for days in (7, 1)}


def test_a_programme_with_rules_of_its_own_keeps_them(cast):
    Rule.objects.create(programme=cast.programme, days=3, is_on=False)
    tick(NOW)
    assert cast.programme.reminder_rules.count() == 1
    assert occasions(cast.workshop) == []


def test_planning_twice_changes_nothing(cast):
    tick(NOW)
    before = list(Occasion.objects.order_by("pk").values())
    planning.plan_sessions(planning.sessions_ahead(NOW), NOW)
    assert list(Occasion.objects.order_by("pk").values()) == before


def test_rules_of_several_roles_at_one_moment_are_one_occasion(cast):
    tick(NOW)
    assert occasions(cast.workshop) == [("7d09", 0, WEEK_BEFORE), ("1d09", 0, DAY_BEFORE)]


def test_a_moved_session_has_its_occasions_in_a_new_round(cast):
    tick(NOW)
    move(cast.workshop)
    tick(LATER)
    week = timedelta(days=7)
    assert occasions(cast.workshop) == [("7d09", 1, WEEK_BEFORE + week), ("1d09", 1, DAY_BEFORE + week)]


def test_what_was_expanded_stays_on_record_when_the_session_moves(cast):
    tick(WEEK_BEFORE)
    move(cast.workshop, at=WEEK_BEFORE)
    tick(WEEK_BEFORE + timedelta(minutes=1))
    assert ("7d09", 0, WEEK_BEFORE) in occasions(cast.workshop)


def test_a_change_of_place_starts_no_new_round(cast):
    tick(NOW)
    cast.workshop.days.update(sequence=F("sequence") + 1)
    touch(cast.workshop)
    tick(LATER)
    assert {round for _, round, _ in occasions(cast.workshop)} == {0}


def test_a_cancelled_session_has_none(cast):
    tick(NOW)
    cast.workshop.days.update(cancelled_at=LATER)
    touch(cast.workshop)
    tick(LATER)
    assert occasions(cast.workshop) == []


def test_publishing_the_dates_brings_them(cast):
    tick(NOW)
    Session.objects.filter(pk=cast.draft.pk).update(dates_published_at=LATER, changed_at=LATER)
    tick(LATER)
    assert [moment for moment, *_ in occasions(cast.draft)] == ["7d09", "1d09"]


def test_an_edition_publishes_the_dates_too(cast):
    cast.draft.editions.create(number=1, at=NOW, by=cast.coordinator, content={})
    tick(NOW)
    assert [moment for moment, *_ in occasions(cast.draft)] == ["7d09", "1d09"]


def test_a_session_that_is_over_has_none(cast):
    past = make.session(cast.cohort, "Residential", on=make.date(2027, 2, 1), kind="residential")
    tick(NOW)
    assert occasions(past) == []


def test_a_session_announced_six_days_before_is_reminded_of_at_once(cast):
    soon = make.session(cast.cohort, "Strategy lab", on=make.date(2027, 2, 28), kind="strategy_lab", changed_at=NOW)
    tick(NOW)
    assert occasions(soon)[0] == ("7d09", 0, NOW - timedelta(days=1))


def test_a_change_whose_own_clock_was_hours_off_is_found_by_the_reconciliation(cast):
    tick(NOW)
    move(cast.workshop, at=NOW - timedelta(hours=9))
    tick(NOW + timedelta(minutes=1))
    assert occasions(cast.workshop)[0] == ("7d09", 0, WEEK_BEFORE)
    tick(NOW + timedelta(hours=1, minutes=1))
    assert occasions(cast.workshop)[0] == ("7d09", 1, WEEK_BEFORE + timedelta(days=7))


def test_the_plan_remembers_which_state_it_saw(cast):
    tick(NOW)
    assert SessionPlan.objects.get(session=cast.workshop).seen == cast.workshop.changed_at


def test_planning_costs_the_same_for_one_session_as_for_thirty(cast, django_assert_num_queries):
    def cost(sessions):
        with django_assert_num_queries(10):
            planning.plan_sessions(sessions, NOW)

    planning.ensure_default_rules([cast.programme.pk])
    cost(Session.objects.filter(pk=cast.workshop.pk))
    for number in range(30):
        make.session(cast.cohort, f"Lab {number}")
    cost(Session.objects.exclude(pk=cast.workshop.pk))
