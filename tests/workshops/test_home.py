from datetime import UTC, date, datetime, timedelta

from cohorts.viewer import Viewer
from tests import factories as make
from tests.workshops.acting import publish
from workshops.home import next_session_context
from workshops.models import Reply
from workshops.services import sessions


def coming(person, now=make.NOW):
    return next_session_context(Viewer(person), now)


def test_a_participant_is_told_the_next_day_and_how_far_it_is(cast):
    make.item(cast.workshop.days.get())
    publish(cast)
    Reply.objects.create(
        day=cast.workshop.days.get(), person=cast.participant, answer="coming", by=cast.participant, at=make.NOW
    )
    told = coming(cast.participant)
    assert (told["session"], told["days_until"], told["edition"]) == (cast.workshop, 9, 1)
    assert told["reply"].answer == "coming"
    assert told["programme"] == cast.programme


def test_days_are_counted_where_the_day_is(cast):
    assert coming(cast.participant, datetime(2027, 3, 2, 23, 59, tzinfo=UTC))["days_until"] == 1
    assert coming(cast.participant, datetime(2027, 3, 3, 0, 1, tzinfo=UTC))["days_until"] == 0


def test_a_draft_is_next_only_for_those_who_run_it(cast):
    after = make.NOW + timedelta(days=20)
    assert coming(cast.participant, after) == {}
    assert coming(cast.facilitator, after)["session"] == cast.draft


def test_a_cancelled_day_is_not_next(cast):
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    assert coming(cast.participant) == {}


def test_the_second_day_of_a_residential_is_next_once_the_first_is_over(cast):
    residential = make.session(cast.cohort, "Residential", on=date(2027, 2, 23), days=2, kind="residential")
    told = coming(cast.participant, datetime(2027, 2, 23, 20, tzinfo=UTC))
    assert told["day"] == residential.days.last()


def test_another_set_s_meeting_is_nobody_else_s_next(cast):
    meeting = make.session(cast.cohort, "Set 1", on=date(2027, 2, 24), kind="set_meeting", learning_set=cast.set_a)
    assert coming(cast.participant)["session"] == meeting
    assert coming(cast.adviser)["session"] == meeting
    assert coming(cast.other_set)["session"] == cast.workshop
    assert coming(cast.coordinator)["session"] == cast.workshop


def test_an_office_contact_is_told_their_principal_s_next_session(cast):
    assert coming(cast.office_contact)["session"] == cast.workshop


def test_it_costs_three_queries_beside_those_of_the_viewer(cast, django_assert_num_queries):
    viewer = Viewer(cast.participant)
    assert viewer.memberships
    assert viewer.programme_roles == []
    for size in (1, 30):
        while cast.cohort.sessions.count() < size:
            make.session(cast.cohort, "More", on=date(2027, 5, 1))
        with django_assert_num_queries(3):
            next_session_context(viewer, make.NOW)
