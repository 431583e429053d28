"""Whoever was told of a session hears once what has become of it, and their calendar follows."""

from datetime import date, time, timedelta

import pytest

from cohorts.models import OfficeContact
from reminders.models import Message, Occasion
from tests import factories as make
from tests.reminders.story import INVITED, MINUTE, WEEK_BEFORE, addresses, tick
from workshops.models import Reply
from workshops.services import days, leaving, sessions

pytestmark = pytest.mark.django_db
LATER = WEEK_BEFORE + timedelta(hours=3)
TOLD = LATER + timedelta(minutes=2)


@pytest.fixture
def told(cast, mailoutbox):
    """The reminder of a week before has gone to everybody who is asked."""
    tick(WEEK_BEFORE)
    mailoutbox.clear()
    return cast


def edit(cast, at=LATER, **fields):
    day = cast.workshop.days.first()
    kept = {name: getattr(day, name) for name in ("date", "opens", "closes", "venue", "room")}
    days.edit(day=day, fields=kept | fields, by=cast.coordinator, now=at)


def postpone(cast, to=date(2027, 4, 14), at=LATER):
    sessions.postpone(session=cast.workshop, to=to, by=cast.coordinator, now=at)


def cancel(cast, at=LATER):
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=at)


def mail_to(outbox, person):
    (mail,) = [mail for mail in outbox if f"<{person.email}>" in mail.to[0]]
    return mail


def events(mail):
    """(METHOD, SEQUENCE, STATUS) of the calendar parts."""
    parts = [part for part in mail.message().walk() if part.get_content_type() == "text/calendar"]
    found = []
    for part in parts:
        lines = dict(line.partition(":")[::2] for line in part.get_payload(decode=True).decode().splitlines())
        assert part.get_param("method") == lines["METHOD"]
        found.append((lines["METHOD"], lines["SEQUENCE"], lines["STATUS"]))
    return found


def test_a_moved_session_is_told_of_once_with_the_difference(told, mailoutbox):
    postpone(told)
    tick(TOLD - MINUTE)
    assert mailoutbox == []
    tick(TOLD)
    tick(TOLD + timedelta(hours=2))
    assert addresses(mailoutbox) == sorted(INVITED)
    mail = mail_to(mailoutbox, told.participant)
    assert mail.subject == "Moved: Workshop 1 is now Wed 14 April, 10:00 to 16:30"
    assert "Was: Wednesday 3 March 2027, 10:00 to 16:30, Hartwell Hall" in mail.body
    assert "Is now: Wednesday 14 April 2027, 10:00 to 16:30, Hartwell Hall" in mail.body
    assert "Address: near Wexcombe, TA0 0AA" in mail.body
    assert events(mail) == [("REQUEST", "1", "CONFIRMED")]


def test_a_cancelled_session_leaves_the_calendars(told, mailoutbox):
    cancel(told)
    tick(TOLD)
    assert addresses(mailoutbox) == sorted(INVITED)
    mail = mail_to(mailoutbox, told.participant)
    assert mail.subject == "Cancelled: Workshop 1"
    assert "Cancelled: Wednesday 3 March 2027, 10:00 to 16:30, Hartwell Hall" in mail.body
    assert "Address:" not in mail.body
    assert events(mail) == [("CANCEL", "1", "CANCELLED")]


def test_another_place_makes_a_notice_and_no_second_reminder(told, mailoutbox):
    edit(told, venue=make.venue(told.programme, "The Old Library"))
    tick(TOLD)
    mail = mail_to(mailoutbox, told.participant)
    assert mail.subject == "Changed: Workshop 1, Wed 3 March"
    assert "16:30, Hartwell Hall" in mail.body
    assert "16:30, The Old Library" in mail.body
    assert Occasion.objects.filter(kind="before_session", session=told.workshop, moment="7d09").count() == 1


def test_nobody_who_was_not_told_hears_of_it(cast, mailoutbox):
    tick(WEEK_BEFORE - timedelta(days=3))
    postpone(cast, at=WEEK_BEFORE - timedelta(days=2))
    tick(WEEK_BEFORE - timedelta(days=1))
    assert mailoutbox == []
    assert not Occasion.objects.filter(kind="change").exists()


def test_several_corrections_are_one_notice(told, mailoutbox):
    postpone(told)
    tick(LATER + MINUTE)
    edit(told, at=LATER + MINUTE, opens=time(9, 30))
    tick(TOLD)
    assert mailoutbox == []
    tick(TOLD + MINUTE)
    mail = mail_to(mailoutbox, told.participant)
    assert "Is now: Wednesday 14 April 2027, 09:30 to 16:30" in mail.body
    assert Occasion.objects.filter(kind="change").count() == 1


def test_moved_and_moved_back_says_nothing(told, mailoutbox):
    postpone(told)
    tick(LATER + MINUTE)
    postpone(told, to=date(2027, 3, 3), at=LATER + MINUTE)
    tick(TOLD + 2 * MINUTE)
    assert mailoutbox == []


def test_a_second_change_is_put_beside_what_the_first_notice_said(told, mailoutbox):
    postpone(told)
    tick(TOLD)
    mailoutbox.clear()
    edit(told, at=LATER + timedelta(hours=1), opens=time(11, 0))
    tick(LATER + timedelta(hours=2))
    mail = mail_to(mailoutbox, told.participant)
    assert "Was: Wednesday 14 April 2027, 10:00 to 16:30" in mail.body
    assert events(mail) == [("REQUEST", "2", "CONFIRMED")]


def test_changing_the_agenda_meanwhile_does_not_put_the_notice_off(told, mailoutbox):
    postpone(told)
    tick(LATER + MINUTE)
    sessions.edit(
        session=told.workshop,
        fields={"arrival": "Coffee"},
        objectives=["One"],
        by=told.coordinator,
        now=TOLD - timedelta(seconds=10),
    )
    tick(TOLD)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_one_of_two_days_cancelled_and_one_added(cast, mailoutbox):
    make.day(cast.workshop, date(2027, 3, 4))
    tick(WEEK_BEFORE)
    mailoutbox.clear()
    days.cancel(day=cast.workshop.days.last(), by=cast.coordinator, now=LATER)
    fields = {"date": date(2027, 3, 5), "opens": time(10), "closes": time(12)}
    days.add(session=cast.workshop, fields=fields, by=cast.coordinator, now=LATER)
    tick(TOLD)
    mail = mail_to(mailoutbox, cast.participant)
    assert "Cancelled: Thursday 4 March 2027" in mail.body
    assert "New: Friday 5 March 2027, 10:00 to 12:00" in mail.body
    assert events(mail) == [("REQUEST", "0", "CONFIRMED"), ("CANCEL", "1", "CANCELLED")]


def test_whoever_withdrew_hears_nothing(told, mailoutbox):
    told.participant_place.left_at = WEEK_BEFORE + MINUTE
    told.participant_place.save()
    cancel(told)
    tick(TOLD)
    assert addresses(mailoutbox) == sorted(INVITED - {"participant", "office_contact"})


def test_whoever_said_sorry_hears_of_another_date_but_not_of_another_room(told, mailoutbox):
    day = told.workshop.days.get()
    Reply.objects.create(day=day, person=told.set_mate, answer="sorry", by=told.set_mate, at=WEEK_BEFORE)
    edit(told, venue=make.venue(told.programme, "The Old Library"))
    tick(TOLD)
    assert "set_mate" not in addresses(mailoutbox)
    mailoutbox.clear()
    postpone(told, at=LATER + timedelta(hours=1))
    tick(LATER + timedelta(hours=2))
    assert "set_mate" in addresses(mailoutbox)


def test_a_set_meeting_stays_a_programme_meeting(cast, mailoutbox):
    meeting = make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a)
    tick(WEEK_BEFORE)
    mailoutbox.clear()
    sessions.cancel(session=meeting, by=cast.adviser, now=LATER)
    tick(TOLD)
    assert addresses(mailoutbox) == ["adviser", "office_contact", "participant", "set_mate"]
    for mail in mailoutbox:
        assert mail.subject == "Cancelled: Programme meeting"
        assert "Set meeting" not in mail.message().as_string()


@pytest.mark.parametrize(("gone", "other"), [("participant", "coach"), ("coach", "participant")])
def test_whoever_is_left_of_a_pair_hears_that_its_date_is_cancelled(cast, mailoutbox, gone, other):
    make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair, changed_at=make.NOW)
    tick(WEEK_BEFORE)
    mailoutbox.clear()
    leaving.withdraw(place=getattr(cast, f"{gone}_place"), by=cast.coordinator, now=LATER)
    tick(LATER + timedelta(minutes=5))
    assert other in addresses(mailoutbox)
    assert gone not in addresses(mailoutbox)
    [mail] = [one for one in mailoutbox if other in one.to[0]]
    assert "cancelled" in mail.body


def test_the_office_contact_hears_for_whom_it_is(told, mailoutbox):
    cancel(told)
    tick(TOLD)
    assert "This is for the diary of Sam Okafor." in mail_to(mailoutbox, told.office_contact).body
    OfficeContact.objects.update(removed_at=LATER)


def test_whoever_was_being_sent_to_when_it_changed_hears_of_it_too(told, mailoutbox):
    """The mail may have gone: nobody can say what its reader knows."""
    Message.objects.filter(person=told.participant).update(state="sending", told=None, claimed_until=TOLD + MINUTE)
    postpone(told)
    tick(TOLD)
    assert "It stands as follows: Wednesday 14 April 2027" in mail_to(mailoutbox, told.participant).body


def test_after_an_outage_of_days_it_still_comes_once(told, mailoutbox):
    postpone(told, at=WEEK_BEFORE + timedelta(hours=1))
    edit(told, at=WEEK_BEFORE + timedelta(hours=2), opens=time(9))
    tick(WEEK_BEFORE + timedelta(days=4))
    tick(WEEK_BEFORE + timedelta(days=4, hours=2))
    assert addresses(mailoutbox) == sorted(INVITED)


def test_a_reminder_does_not_follow_a_notice_on_the_same_day(told, mailoutbox):
    """Moved to eight days ahead: the notice says everything that the reminder of the next morning would."""
    postpone(told, to=date(2027, 3, 4))
    tick(TOLD)
    mailoutbox.clear()
    tick(WEEK_BEFORE + timedelta(days=1))
    assert mailoutbox == []
    fates = Message.objects.filter(occasion__kind="before_session", occasion__round=1).values_list("state", "why")
    assert set(fates) == {("skipped", "told")}


def test_a_pause_holds_the_notice(told, mailoutbox):
    told.programme.paused_at = LATER
    told.programme.save()
    cancel(told)
    tick(TOLD)
    assert mailoutbox == []
    told.programme.paused_at = None
    told.programme.save()
    tick(TOLD + timedelta(hours=1))
    assert addresses(mailoutbox) == sorted(INVITED)


def test_planning_again_changes_nothing(told, mailoutbox):
    postpone(told)
    tick(LATER + MINUTE)
    before = list(Occasion.objects.filter(kind="change").values_list("pk", "due_at", "round"))
    tick(LATER + MINUTE)
    assert list(Occasion.objects.filter(kind="change").values_list("pk", "due_at", "round")) == before


def test_thirty_are_told_at_the_cost_of_one(cast, mailoutbox, django_assert_max_num_queries):
    for number in range(30):
        make.place(cast.cohort, make.person(f"Person {number}"))
    tick(WEEK_BEFORE)
    postpone(cast)
    tick(LATER + MINUTE)
    sent = len(mailoutbox)
    with django_assert_max_num_queries(60 + 3 * 37):
        tick(TOLD)
    assert len(mailoutbox) == sent + 37


class TestSeveral:
    """A term put off is one mail."""

    @pytest.fixture
    def term(self, cast, mailoutbox):
        """Two workshops and the end event, all told of."""
        make.session(cast.cohort, "Workshop 3", on=date(2027, 3, 3))
        make.session(cast.cohort, "End event", on=date(2027, 3, 3))
        tick(WEEK_BEFORE)
        mailoutbox.clear()
        return list(cast.cohort.sessions.exclude(pk=cast.draft.pk))

    def test_sessions_moved_together_are_one_mail_with_each_of_them(self, cast, term, mailoutbox):
        for number, session in enumerate(term):
            sessions.postpone(session=session, to=date(2027, 4, 14 + number), by=cast.coordinator, now=LATER)
        tick(TOLD)
        tick(TOLD + MINUTE)
        mail = mail_to(mailoutbox, cast.participant)
        assert mail.subject == "Changed: several dates of the programme"
        for name, day in [("Workshop 1", "Wednesday 14"), ("Workshop 3", "Thursday 15"), ("End event", "Friday 16")]:
            assert name in mail.body
            assert f"Is now: {day} April 2027" in mail.body
        assert len(events(mail)) == 3

    def test_one_changed_a_minute_later_is_not_told_twice(self, cast, term, mailoutbox):
        sessions.postpone(session=term[0], to=date(2027, 4, 14), by=cast.coordinator, now=LATER)
        tick(LATER + MINUTE)
        sessions.cancel(session=term[1], by=cast.coordinator, now=LATER + MINUTE)
        tick(TOLD)
        tick(TOLD + 2 * MINUTE)
        assert "Workshop 3" in mail_to(mailoutbox, cast.participant).body
        assert len(mailoutbox) == len(INVITED)

    def test_a_set_meeting_is_told_of_alone(self, cast, term, mailoutbox):
        meeting = make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a)
        tick(WEEK_BEFORE + timedelta(hours=2))
        mailoutbox.clear()
        for session in (meeting, term[0]):
            sessions.cancel(session=session, by=cast.coordinator, now=LATER)
        tick(TOLD)
        mine = [mail.subject for mail in mailoutbox if "<participant@" in mail.to[0]]
        assert sorted(mine) == ["Cancelled: Programme meeting", "Cancelled: Workshop 1"]


class TestSpeakers:
    @pytest.fixture
    def guest(self, cast, mailoutbox):
        """Reminded with everybody else a week before."""
        guest = make.speaker(cast.workshop, email="ruth@council.example", status="confirmed")
        tick(WEEK_BEFORE)
        assert any("<ruth@" in mail.to[0] for mail in mailoutbox)
        mailoutbox.clear()
        return guest

    def to_guest(self, outbox):
        (mail,) = [mail for mail in outbox if "<ruth@" in mail.to[0]]
        return mail

    def test_a_guest_hears_that_it_moved_and_is_asked_whether_they_can_still_come(self, cast, guest, mailoutbox):
        postpone(cast)
        tick(TOLD)
        tick(TOLD + timedelta(hours=2))
        mail = self.to_guest(mailoutbox)
        assert "Is now: Wednesday 14 April 2027" in mail.body
        assert "say whether you can still come" in mail.body
        assert f"/speak/{guest.pk}/" in mail.body
        assert f"/sessions/{cast.workshop.pk}/" not in mail.body
        assert events(mail) == [("REQUEST", "1", "CONFIRMED")]

    def test_a_guest_hears_that_it_is_cancelled(self, cast, guest, mailoutbox):
        cancel(cast)
        tick(TOLD)
        mail = self.to_guest(mailoutbox)
        assert mail.subject == "Cancelled: Workshop 1"
        assert events(mail) == [("CANCEL", "1", "CANCELLED")]

    def test_a_day_that_is_not_theirs_is_none_of_their_business(self, cast, guest, mailoutbox):
        fields = {"date": date(2027, 3, 4), "opens": time(10), "closes": time(12)}
        days.add(session=cast.workshop, fields=fields, by=cast.coordinator, now=LATER)
        edit(cast, at=LATER + MINUTE, venue=make.venue(cast.programme, "The Old Library"))
        tick(TOLD + MINUTE)
        body = self.to_guest(mailoutbox).body
        assert "The Old Library" in body
        assert "New: Thursday 4 March" not in body

    @pytest.mark.parametrize("gone", ["withdrew", "removed"])
    def test_one_who_is_no_longer_a_speaker_hears_nothing(self, cast, guest, mailoutbox, gone):
        if gone == "removed":
            guest.delete()
        else:
            guest.status = "withdrawn"
            guest.save()
        cancel(cast)
        tick(TOLD)
        assert not any("<ruth@" in mail.to[0] for mail in mailoutbox)
        assert addresses(mailoutbox) == sorted(INVITED)
