"""After a session, commitments, nudges, digests: what goes of itself beside reminders."""

from datetime import date, datetime, timedelta

import pytest

from challenges.services import moving
from reminders.models import Message, Occasion, OptOut
from tests import factories as make
from tests.factories import UTC
from tests.reminders.story import WEEK_BEFORE, addresses, tick
from workshops.models import Attendance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_kind")]
AFTER = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)  # the day after the workshop of the cast
THURSDAY = datetime(2027, 3, 18, 9, 0, tzinfo=UTC)
MONDAY = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def of_kind(kind):
    """(role, state, why) of the messages of one kind."""
    rows = Message.objects.filter(occasion__kind=kind).select_related("person").order_by("person__email")
    return [(row.person.email.removesuffix("@cast.example"), row.state, row.why) for row in rows]


def only(outbox, start):
    return [mail for mail in outbox if mail.subject.startswith(start)]


def mail_to(outbox, person, start=""):
    (mail,) = [mail for mail in only(outbox, start) if f"<{person.email}>" in mail.to[0]]
    return mail


def mark(cast, place, *, came, halves=("am", "pm")):
    fields = {"day": cast.workshop.days.get(), "membership": place, "by": cast.facilitator, "at": make.NOW}
    for half in halves:
        Attendance.objects.create(half=half, came=came, **fields)


class TestAfterASession:
    def test_who_took_part_is_asked_what_struck_them_the_next_morning(self, cast, mailoutbox):
        tick(AFTER - timedelta(seconds=15))
        assert only(mailoutbox, "After") == []
        tick(AFTER)
        assert addresses(only(mailoutbox, "After")) == ["other_set", "participant", "set_mate"]
        assert "While Workshop 1 is fresh" in mail_to(mailoutbox, cast.participant, "After").body
        tick(AFTER + timedelta(hours=1))
        assert len(only(mailoutbox, "After")) == 3

    def test_whoever_the_register_does_not_know_is_not_asked(self, cast, mailoutbox):
        mark(cast, cast.participant_place, came=True)
        mark(cast, cast.set_mate_place, came=False)
        tick(AFTER)
        assert addresses(only(mailoutbox, "After")) == ["participant"]
        assert ("set_mate", "skipped", "not_there") in of_kind("after_session")

    def test_where_the_session_asks_what_to_reflect_on_the_mail_leads_there(self, cast, mailoutbox):
        make.question(cast.workshop)
        tick(AFTER)
        mail = mail_to(mailoutbox, cast.participant, "After")
        assert f"/sessions/{cast.workshop.pk}/reflect/" in mail.body
        assert "yours alone" in mail.body

    def test_where_it_asks_nothing_or_feedback_alone_the_mail_leads_to_the_challenge(self, cast, mailoutbox):
        make.question(cast.workshop, kind="scale")
        tick(AFTER)
        body = mail_to(mailoutbox, cast.participant, "After").body
        assert body.count("/challenge/") == 1
        assert "/reflect/" not in body

    def test_the_facilitator_is_asked_for_a_register_that_is_missing(self, cast, mailoutbox):
        tick(AFTER)
        mail = mail_to(mailoutbox, cast.facilitator, "Register of Workshop 1")
        assert f"/days/{cast.workshop.days.get().pk}/attendance/" in mail.body

    def test_the_facilitator_who_entered_it_hears_nothing(self, cast, mailoutbox):
        mark(cast, cast.participant_place, came=True)
        tick(AFTER)
        assert only(mailoutbox, "Register") == []
        assert ("facilitator", "skipped", "done") in of_kind("after_session")

    def test_a_register_of_the_morning_alone_concludes_nothing_and_is_asked_for(self, cast, mailoutbox):
        mark(cast, cast.participant_place, came=True, halves=["am"])
        tick(AFTER)
        assert only(mailoutbox, "Register of Workshop 1")
        assert "other_set" in addresses(only(mailoutbox, "After"))

    def test_of_two_days_the_one_that_is_not_entered_is_named_and_linked(self, cast, mailoutbox):
        first = cast.workshop.days.get()
        second = make.day(cast.workshop, first.date + timedelta(days=1))
        for half in ("am", "pm"):
            fields = {"membership": cast.participant_place, "by": cast.facilitator, "at": make.NOW}
            Attendance.objects.create(day=first, half=half, came=True, **fields)
        tick(AFTER + timedelta(days=1))
        mail = mail_to(mailoutbox, cast.facilitator, "Register of Workshop 1")
        assert f"/days/{second.pk}/attendance/" in mail.body
        assert "Wednesday 3 March" not in mail.body

    def test_whoever_keeps_a_diary_does_not_read_what_was_meant_for_the_principal(self, cast, mailoutbox):
        tick(AFTER)
        assert "office_contact" not in addresses(only(mailoutbox, "After"))

    def test_a_cancelled_session_is_followed_by_nothing(self, cast, mailoutbox):
        tick(WEEK_BEFORE)
        cast.workshop.days.update(cancelled_at=WEEK_BEFORE)
        tick(AFTER)
        assert only(mailoutbox, "After") == []

    def test_three_days_later_it_is_too_late(self, cast, mailoutbox):
        tick(AFTER + timedelta(days=3))
        assert only(mailoutbox, "After") == []

    def test_own_commitments_are_counted_and_come_in_own_words_only_where_that_was_chosen(self, cast, mailoutbox):
        make.commitment(cast.participant_place, "Ring two head teachers", due_on=date(2027, 4, 30))
        make.commitment(cast.set_mate_place, "Write to the board")
        cast.set_mate.own_words_by_mail = True
        cast.set_mate.save()
        tick(AFTER)
        mine = mail_to(mailoutbox, cast.participant, "After").body
        assert "You have 1 open commitment." in mine
        assert "Ring two" not in mine
        assert "You said you would:\n- Write to the board" in mail_to(mailoutbox, cast.set_mate, "After").body
        assert "commitment" not in mail_to(mailoutbox, cast.other_set, "After").body


class TestCommitments:
    DUE = date(2027, 3, 17)
    MOMENT = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)

    def test_two_days_before_what_was_promised_comes_back_once(self, cast, mailoutbox):
        make.commitment(cast.participant_place, due_on=self.DUE)
        make.commitment(cast.participant_place, "And a second thing", due_on=self.DUE)
        tick(self.MOMENT - timedelta(minutes=1))
        assert only(mailoutbox, "Promises") == []
        tick(self.MOMENT)
        tick(self.MOMENT + timedelta(hours=2))
        (mail,) = only(mailoutbox, "Promises for Wed 17 March")
        assert "What you promised for Wednesday 17 March 2027:" in mail.body
        assert "You have 2 open commitments." in mail.body

    def test_what_is_done_is_not_asked_about(self, cast, mailoutbox):
        promise = make.commitment(cast.participant_place, due_on=self.DUE)
        tick(self.MOMENT - timedelta(minutes=30))
        promise.state, promise.closed_at = "done", self.MOMENT
        promise.save()
        tick(self.MOMENT)
        assert only(mailoutbox, "A promise") == []
        assert of_kind("commitments") == [("participant", "skipped", "done")]

    def test_one_put_off_comes_on_its_new_date_only(self, cast, mailoutbox):
        promise = make.commitment(cast.participant_place, due_on=self.DUE)
        tick(self.MOMENT - timedelta(days=1))
        promise.due_on = self.DUE + timedelta(days=7)
        promise.save()
        tick(self.MOMENT - timedelta(hours=3))
        tick(self.MOMENT)
        assert only(mailoutbox, "A promise") == []
        tick(self.MOMENT + timedelta(days=7))
        assert len(only(mailoutbox, "A promise for Wed 24 March")) == 1

    def made_together(self, cast):
        promise = make.commitment(
            cast.participant_place, "Ring the chair", due_on=self.DUE, audience="set", learning_set=cast.set_a
        )
        return promise.holders.create(membership=cast.set_mate_place, asked_at=promise.made_at)

    def test_what_two_make_together_comes_back_to_both_and_in_words_only_where_that_was_chosen(self, cast, mailoutbox):
        holder = self.made_together(cast)
        holder.yes_at = holder.asked_at
        holder.save()
        cast.set_mate.own_words_by_mail = True
        cast.set_mate.save()
        tick(self.MOMENT)
        assert "Ring the chair" not in mail_to(mailoutbox, cast.participant, "A promise").body
        assert "Ring the chair" in mail_to(mailoutbox, cast.set_mate, "A promise").body

    def test_whoever_is_only_asked_is_not_reminded(self, cast, mailoutbox):
        self.made_together(cast)
        tick(self.MOMENT)
        (mail,) = only(mailoutbox, "A promise")
        assert cast.participant.email in mail.to[0]

    def test_whoever_moves_after_the_reminder_is_not_reminded_again(self, cast, mailoutbox):
        make.commitment(cast.participant_place, due_on=self.DUE)
        make.commitment(cast.participant_place, due_on=self.DUE + timedelta(days=14))
        tick(self.MOMENT)
        elsewhere = make.cohort(cast.programme, "Summer 2027")
        moving.move(place=cast.participant_place, cohort=elsewhere, by=cast.coordinator, now=self.MOMENT)
        tick(self.MOMENT + timedelta(hours=1))
        assert of_kind("commitments") == [("participant", "sent", "")]
        tick(self.MOMENT + timedelta(days=14))
        assert len(only(mailoutbox, "A promise for Wed 31 March")) == 1

    def test_whoever_moves_before_the_reminder_went_gets_it_at_the_new_place(self, cast, mailoutbox):
        make.commitment(cast.participant_place, due_on=self.DUE)
        elsewhere = make.cohort(cast.programme, "Summer 2027")
        moved = self.MOMENT + timedelta(minutes=30)  # due, and nothing was sent yet
        moving.move(place=cast.participant_place, cohort=elsewhere, by=cast.coordinator, now=moved)
        tick(moved + timedelta(minutes=1))
        assert len(only(mailoutbox, "A promise for Wed 17 March")) == 1

    def test_whoever_left_the_set_is_reminded_of_its_commitments_no_longer(self, cast, mailoutbox):
        holder = self.made_together(cast)
        holder.yes_at = holder.asked_at
        holder.save()
        tick(self.MOMENT - timedelta(minutes=30))
        cast.set_mate_place.seats.update(left_at=self.MOMENT)
        tick(self.MOMENT)
        (mail,) = only(mailoutbox, "A promise")
        assert cast.participant.email in mail.to[0]

    @pytest.mark.parametrize("field", ["shared_mailbox", "address_locked"])
    def test_own_words_stay_out_of_a_mailbox_that_others_may_read(self, cast, mailoutbox, field):
        make.commitment(cast.participant_place, "Ring two head teachers", due_on=self.DUE)
        cast.participant.own_words_by_mail = True
        setattr(cast.participant, field, True)
        cast.participant.save()
        tick(self.MOMENT)
        assert "Ring two" not in mail_to(mailoutbox, cast.participant, "A promise").body

    def test_they_reach_nobody_else(self, cast, mailoutbox):
        make.commitment(cast.participant_place, due_on=self.DUE, audience="cohort")
        tick(self.MOMENT)
        assert addresses(only(mailoutbox, "A promise")) == ["participant"]


class TestNudges:
    def test_after_three_quiet_weeks_a_participant_is_nudged_once(self, cast, mailoutbox):
        make.challenge(cast.participant_place)
        make.entry(make.challenge(cast.set_mate_place), at=THURSDAY - timedelta(days=5))
        tick(THURSDAY)
        tick(THURSDAY + timedelta(days=7))
        nudged = addresses(only(mailoutbox, "A look"))
        assert nudged.count("participant") == 1
        assert "set_mate" not in nudged
        assert "no entry yet" in mail_to(mailoutbox, cast.participant, "A look").body
        assert "waits for its first words" in mail_to(mailoutbox, cast.other_set, "A look").body

    def test_writing_between_due_and_sent_is_noticed(self, cast, mailoutbox):
        challenge = make.challenge(cast.participant_place)
        cast.programme.paused_at = THURSDAY
        cast.programme.save()
        tick(THURSDAY)
        make.entry(challenge, at=THURSDAY + timedelta(hours=1))
        cast.programme.paused_at = None
        cast.programme.save()
        tick(THURSDAY + timedelta(hours=2))
        assert ("participant", "skipped", "done") in of_kind("nudge")

    LOOKED = {
        "map": lambda cast, at: make.map_of(make.challenge(cast.participant_place), changed_at=at),
        "canvas": lambda cast, at: make.canvas(make.challenge(cast.participant_place), changed_at=at),
        "story": lambda cast, at: make.trace(cast.participant_place, changed_at=at),
        "marks": lambda cast, at: make.self_check(make.challenge(cast.participant_place), changed_at=at),
        "stage": lambda cast, at: make.stage_move(make.challenge(cast.participant_place), at=at),
        "draft": lambda cast, at: make.draft(cast.participant_place, changed_at=at),
        "comment": lambda cast, at: make.comment(
            make.entry(make.challenge(cast.set_mate_place)), cast.participant, at=at
        ),
    }

    @pytest.mark.parametrize("kind", LOOKED)
    def test_whatever_is_drawn_or_said_of_a_challenge_counts_as_having_looked(self, cast, mailoutbox, kind):
        self.LOOKED[kind](cast, THURSDAY - timedelta(days=5))
        tick(THURSDAY)
        assert "participant" not in addresses(only(mailoutbox, "A look"))
        assert "other_set" in addresses(only(mailoutbox, "A look"))

    def test_what_was_drawn_a_month_ago_does_not(self, cast, mailoutbox):
        make.map_of(make.challenge(cast.participant_place), changed_at=THURSDAY - timedelta(days=30))
        tick(THURSDAY)
        assert "participant" in addresses(only(mailoutbox, "A look"))

    def test_a_comment_in_another_cohort_is_no_look_in_this_one(self, cast, mailoutbox):
        there = make.entry(make.challenge(cast.other_cohort_place))
        make.comment(there, cast.participant, at=THURSDAY - timedelta(days=5))
        tick(THURSDAY)
        assert "participant" in addresses(only(mailoutbox, "A look"))

    def test_a_map_changed_between_due_and_sent_is_noticed(self, cast, mailoutbox):
        drawn = make.map_of(make.challenge(cast.participant_place))
        cast.programme.paused_at = THURSDAY
        cast.programme.save()
        tick(THURSDAY)
        drawn.changed_at = THURSDAY + timedelta(hours=1)
        drawn.save()
        cast.programme.paused_at = None
        cast.programme.save()
        tick(THURSDAY + timedelta(hours=2))
        assert ("participant", "skipped", "done") in of_kind("nudge")

    def test_two_mails_a_week_are_enough(self, cast, mailoutbox):
        for days in (2, 3):
            make.commitment(
                cast.participant_place,
                due_on=(THURSDAY + timedelta(days=days)).date(),
                made_at=make.NOW - timedelta(60),
            )
        tick(THURSDAY)
        tick(THURSDAY + timedelta(days=1))
        fates = [why for role, _, why in of_kind("nudge") + of_kind("commitments") if role == "participant"]
        assert fates.count("enough") == 1

    def test_one_too_late_is_not_sent_the_next_day(self, cast, mailoutbox):
        tick(THURSDAY + timedelta(days=1))
        assert only(mailoutbox, "A look") == []


class TestDigests:
    def test_on_monday_a_coordinator_reads_what_needs_them_and_what_comes(self, cast, mailoutbox):
        tick(MONDAY)
        mail = mail_to(mailoutbox, cast.coordinator, "Your week")
        assert "Wed 3 March, 10:00 to 16:30: Workshop 1 (Spring 2027), Hartwell Hall" in mail.body
        assert "8 people are not invited yet" in mail.body
        tick(MONDAY + timedelta(hours=2))
        assert len(only(mailoutbox, "Your week")) == 1

    def test_two_programmes_are_one_mail(self, cast, mailoutbox):
        make.coordinator(cast.other_programme, cast.coordinator)
        tick(MONDAY)
        assert addresses(only(mailoutbox, "Your week")).count("coordinator") == 1

    def test_with_nothing_to_say_it_stays_away(self, cast, mailoutbox):
        tick(MONDAY)
        assert ("other_coordinator", "skipped", "done") in of_kind("digest")

    def test_it_counts_the_set_meetings_with_too_few_left(self, cast, mailoutbox):
        cast.set_a.fewest = 2
        cast.set_a.save()
        meeting = make.session(cast.cohort, "Set 1", on=date(2027, 3, 4), kind="set_meeting", learning_set=cast.set_a)
        said = {"answer": "sorry", "at": make.NOW, "by": cast.participant}
        meeting.days.get().replies.create(person=cast.participant, **said)
        make.session(make.cohort(cast.other_programme, "Elsewhere"), "Theirs", on=date(2027, 3, 5))
        tick(MONDAY)
        told = "1 set meeting in the next fortnight has too few members left after apologies:"
        assert told in mail_to(mailoutbox, cast.coordinator, "Your week").body
        assert "too few" not in mail_to(mailoutbox, cast.other_coordinator, "Your week").body

    def test_nothing_of_another_programme_is_in_it(self, cast, mailoutbox):
        cohort = make.cohort(cast.other_programme, "Elsewhere")
        make.session(cohort, "Their workshop", on=date(2027, 3, 5))
        tick(MONDAY)
        assert "Their workshop" not in mail_to(mailoutbox, cast.coordinator, "Your week").body
        assert "Their workshop" in mail_to(mailoutbox, cast.other_coordinator, "Your week").body


@pytest.mark.parametrize(
    ("kind", "role", "moment"), [("nudge", "participant", THURSDAY), ("digest", "coordinator", MONDAY)]
)
def test_whoever_does_without_gets_none(cast, mailoutbox, kind, role, moment):
    OptOut.objects.create(person=getattr(cast, role), kind=kind, at=make.NOW)
    tick(moment)
    assert (role, "skipped", "opted_out") in of_kind(kind)


def test_planning_again_changes_nothing(cast, mailoutbox):
    make.commitment(cast.participant_place, due_on=date(2027, 3, 17))
    tick(MONDAY - timedelta(days=3))
    before = set(Occasion.objects.values_list("kind", "subject", "moment", "due_at"))
    tick(MONDAY - timedelta(days=2, hours=22))
    assert set(Occasion.objects.values_list("kind", "subject", "moment", "due_at")) == before
