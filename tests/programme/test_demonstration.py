"""The demonstration is a programme that was lived: everything in it came about through the services."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from challenges.models import (
    Assessment,
    Challenge,
    CoachingNote,
    Comment,
    Commitment,
    Draft,
    Entry,
    FilledCanvas,
    Interview,
    Map,
    OfferedDate,
    SelfCheck,
    SetRoom,
    StageMove,
    Trace,
    Turn,
)
from challenges.recap import recap
from cohorts.models import ActionLearningSet, Event, ForgetRequest, Membership, Nomination, SetMembership, SetWish
from cohorts.services.nominations import next_for_a_place
from programme.demonstration.build import build, found
from programme.demonstration.words import PARTNERS
from reminders.models import Message
from tests import factories as make
from workshops.agenda import timetable
from workshops.models import Attendance, Reply, Session, SessionDay
from workshops.sheet_data.logos import logos


@pytest.fixture
def programme(transactional_db):
    build(timezone.now())
    return found(timezone.now())


def test_a_whole_programme_stands_around_today(programme):
    assert programme.cohort.memberships.participants().count() == 24
    assert [seats_of(a_set) for a_set in ActionLearningSet.objects.all()] == [6, 6, 6, 6]
    wish = SetWish.objects.get()
    assert wish.one.seats.get().learning_set != wish.other.seats.get().learning_set
    together = Session.objects.in_order().filter(cohort=programme.cohort, learning_set=None, coaching_pair=None)
    names = list(together.values_list("name", flat=True))
    assert names == ["Residential", "Workshop 1", "Workshop 2", "End of programme"]
    assert Session.objects.exclude(learning_set=None).count() == 2
    assert Session.objects.exclude(coaching_pair=None).count() == 2
    assert (CoachingNote.objects.count(), Interview.objects.count(), Assessment.objects.count()) == (4, 1, 3)
    assert Challenge.objects.count() == 7
    assert OfferedDate.objects.filter(answers__answer="no").count() == 1
    assert Entry.objects.count() == 11
    assert met() == (True, 2, 3)
    assert Entry.objects.exclude(kind="progress").count() == 2
    assert [model.objects.count() for model in (StageMove, SelfCheck, Draft)] == [1, 1, 1]
    assert [one.stakeholders.count() for one in Map.objects.order_by("began_at")] == [8, 4, 9]
    assert sorted(FilledCanvas.objects.values_list("canvas", flat=True)) == ["and-not-or", "public-value-triangle"]
    assert all_came_but_one()
    assert told_by_telephone() == "Her assistant, by telephone"
    assert [len(said.texts) for said in recap(Session.objects.get(name="Residential"))] == [6, 0]
    assert Comment.objects.count() == 2
    assert Trace.objects.get().parts.count() == 4
    day = SessionDay.objects.get(session__name="Workshop 1")
    slots = list(timetable(day.items.all(), day.opens_minute))
    assert (len(slots), slots[-1].ends) == (14, "16:30")
    assert 8 <= (day.date - timezone.localdate()).days <= 14


def test_the_intake_before_is_over_and_what_came_of_its_people_is_there(programme):
    moved = Membership.objects.exclude(moved_from=None).get()
    assert (str(moved.person), str(moved.cohort)) == ("Ffion Carrick", f"Pilot {moved.cohort.starts_on.year}")
    earlier = moved.moved_from.cohort
    assert earlier.ends_on < timezone.localdate()
    assert Attendance.objects.filter(day__session__cohort=earlier, came=True).count() == 8
    assert str(ForgetRequest.objects.get().person) == "Anselm Drury"
    assert not Message.objects.filter(occasion__session__cohort=earlier).exists()


def met():
    """Whether the last meeting of a set ran to its end, how many presented, and how many promised something."""
    room = SetRoom.objects.get()
    promised = Commitment.objects.filter(session=room.day.session)
    return room.is_over, Turn.objects.filter(day=room.day, state="had").count(), promised.count()


def test_each_partner_body_has_a_logo_for_the_sheets(programme):
    said = [logo["words"] for logo in logos(programme.programme)]
    assert said == [organisation for organisation, *_ in PARTNERS]


def test_a_workshop_moved_by_a_week_falls_into_a_school_holiday(programme, client):
    client.force_login(programme.coordinator)
    for name in ("Workshop 1", "Workshop 2"):
        day = SessionDay.objects.get(session__name=name)
        to = day.date + timedelta(days=7)
        page = client.post(reverse("reminders:session_move", args=[day.session_id]), {"date": to.isoformat()})
        [touched] = page.context["effects"].touched
        assert "avoided" in [warn.kind for warn in touched.warnings]
        assert "is among the dates to avoid. School holiday" in page.content.decode()


def test_employers_nominate_for_the_next_cohort(programme):
    states = Counter(Nomination.objects.values_list("state", flat=True))
    assert states == {"new": 2, "waiting": 3, "accepted": 2, "declined": 1}
    cohort = Nomination.objects.first().cohort
    assert next_for_a_place(cohort, programme.now).name == "Tom Ferris"
    assert cohort.nomination_link.is_open(programme.now)


def seats_of(learning_set):
    return SetMembership.objects.current().filter(learning_set=learning_set).count()


def all_came_but_one():
    marks = Attendance.objects.filter(day__session__name="Residential")
    return set(marks.filter(came=False).values_list("membership__person__name", flat=True)) == {"Victor Underhill"}


def test_the_mails_of_the_past_were_sent_once_each(programme):
    sent = Counter(Message.objects.filter(state="sent").values_list("occasion__kind", "occasion__moment"))
    assert sent[("invitation", "")] == 24 + 4
    assert min(sent[("before_session", "7d09")], sent[("before_session", "1d09")]) >= 24 + 3
    assert sent[("after_session", "1d09")] > 20
    assert len(mail.outbox) == sum(sent.values())
    left = Message.objects.exclude(state="sent").values_list("occasion__kind", "state", "why")
    aftermath = {("after_session", "skipped", why) for why in ("done", "not_there")}
    assert set(left) == aftermath | {("complaint", "skipped", "taken_back")}


def test_making_it_again_changes_nothing(programme):
    before = Event.objects.count(), Message.objects.count()
    call_command("demonstrate")
    assert (Event.objects.count(), Message.objects.count()) == before


def test_it_never_mixes_with_a_real_programme(db):
    make.programme("A real one")
    with pytest.raises(CommandError, match="empty database"):
        call_command("demonstrate")


def told_by_telephone():
    """Who said the one reply that the office entered, to a session that asks for replies by a day."""
    return Reply.objects.exclude(said_by="").get(day__session__reply_by__gt=timezone.now()).said_by
