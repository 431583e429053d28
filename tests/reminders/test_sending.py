"""What is looked at again just before a mail goes."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models import F

from cohorts.models import Membership, Person
from reminders import sending
from reminders.expanding import expand
from reminders.models import Message, Occasion, Rule
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import DAY_BEFORE, INVITED, MINUTE, WEEK_BEFORE, addresses, fates, of, tick
from tests.reminders.test_planning import move, touch
from workshops.models import Reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def expanded(cast):
    """The reminder of a week before is expanded, and not sent yet."""
    tick(NOW)
    expand(WEEK_BEFORE)
    assert Message.objects.filter(state="due").count() == len(INVITED)
    return cast


def whys():
    return {(state, why) for _, state, why in fates()}


def test_a_tick_run_twice_sends_once(cast, mailoutbox):
    tick(WEEK_BEFORE)
    tick(WEEK_BEFORE)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_nobody_hears_of_a_session_that_was_cancelled(expanded, mailoutbox):
    expanded.workshop.days.update(cancelled_at=WEEK_BEFORE)
    touch(expanded.workshop, WEEK_BEFORE)
    tick(WEEK_BEFORE + MINUTE)
    assert mailoutbox == []
    assert whys() == {("skipped", "cancelled")}


def test_nobody_hears_of_a_start_that_was_moved(expanded, mailoutbox):
    move(expanded.workshop, at=WEEK_BEFORE)
    tick(WEEK_BEFORE + MINUTE)
    assert mailoutbox == []
    assert whys() == {("skipped", "moved")}


def test_the_moved_session_is_reminded_of_when_its_own_time_comes(expanded, mailoutbox):
    move(expanded.workshop, at=WEEK_BEFORE)
    tick(WEEK_BEFORE + timedelta(days=7))
    assert addresses(mailoutbox) == sorted(INVITED)
    assert {mail.subject for mail in mailoutbox} == {"Workshop 1: Wed 10 March, 10:00 to 16:30"}


def test_whoever_withdrew_hears_nothing_more(expanded, mailoutbox):
    Membership.objects.filter(person=expanded.set_mate).update(left_at=WEEK_BEFORE)
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED - {"set_mate"})
    assert ("set_mate", "skipped", "withdrew") in fates()


def test_whoever_said_sorry_is_not_reminded(expanded, mailoutbox):
    day = expanded.workshop.days.get()
    Reply.objects.create(day=day, person=expanded.set_mate, answer="sorry", by=expanded.set_mate, at=WEEK_BEFORE)
    Reply.objects.create(day=day, person=expanded.other_set, answer="part", by=expanded.other_set, at=WEEK_BEFORE)
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED - {"set_mate"})
    assert ("set_mate", "skipped", "said_sorry") in fates()


def test_sorry_for_one_of_two_days_leaves_the_other_in_the_mail(cast, mailoutbox):
    second = make.day(cast.workshop, make.date(2027, 3, 4))
    Reply.objects.create(day=second, person=cast.set_mate, answer="sorry", by=cast.set_mate, at=NOW)
    tick(WEEK_BEFORE)
    (theirs,) = [mail for mail in mailoutbox if "set_mate@" in mail.to[0]]
    assert "Wednesday 3 March 2027" in theirs.body
    assert "Thursday 4 March 2027" not in theirs.body


def test_a_switched_off_rule_stops_what_has_not_gone(expanded, mailoutbox):
    Rule.objects.update(is_on=False)
    tick(WEEK_BEFORE + MINUTE)
    assert mailoutbox == []
    assert whys() == {("skipped", "rule_off")}


def test_a_paused_programme_sends_when_it_goes_on(expanded, mailoutbox):
    expanded.programme.paused_at = WEEK_BEFORE
    expanded.programme.save()
    tick(WEEK_BEFORE + MINUTE)
    assert mailoutbox == []
    assert whys() == {("due", "paused")}
    expanded.programme.paused_at = None
    expanded.programme.save()
    tick(WEEK_BEFORE + timedelta(minutes=10))
    assert addresses(mailoutbox) == sorted(INVITED)


def test_a_programme_paused_for_too_long_says_that_it_was_paused(expanded, mailoutbox):
    expanded.programme.paused_at = WEEK_BEFORE
    expanded.programme.save()
    tick(WEEK_BEFORE + timedelta(days=2))
    assert whys() == {("skipped", "paused")}


def test_a_changed_address_gets_it_and_the_old_one_does_not(expanded, mailoutbox):
    Person.objects.filter(pk=expanded.set_mate.pk).update(email="new@cast.example")
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED - {"set_mate"} | {"new"})
    assert of(expanded.set_mate).address == "new@cast.example"


def test_too_late_is_said_and_not_sent(expanded, mailoutbox):
    tick(WEEK_BEFORE + timedelta(days=2))
    assert mailoutbox == []
    assert whys() == {("skipped", "too_late")}


@pytest.mark.parametrize("away", [timedelta(hours=6), timedelta(days=3)])
def test_after_an_outage_a_person_gets_at_most_the_latest_of_a_session(cast, mailoutbox, away):
    for days in (7, 6, 5, 4, 3, 2, 1):
        Rule.objects.create(programme=cast.programme, role="participant", days=days)
    tick(WEEK_BEFORE - MINUTE)
    tick(WEEK_BEFORE + away)
    assert addresses(mailoutbox) == ["office_contact", "other_set", "participant", "set_mate"]
    sent = set(Message.objects.filter(state="sent").values_list("occasion__due_at", flat=True))
    assert sent == {max(WEEK_BEFORE + timedelta(days=n) for n in range(4) if timedelta(days=n) <= away)}


def test_after_three_days_the_reminder_of_a_week_before_is_gone_and_that_of_the_day_before_comes(cast, mailoutbox):
    tick(WEEK_BEFORE - MINUTE)
    tick(WEEK_BEFORE + timedelta(days=3))
    assert mailoutbox == []
    tick(DAY_BEFORE)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_a_template_that_raises_for_one_row_fails_that_row_only(expanded, mailoutbox, monkeypatch):
    write = sending.write

    def moody(letter, message):
        if message.person == expanded.set_mate:
            raise ValueError("a broken template")
        return write(letter, message)

    monkeypatch.setattr(sending, "write", moody)
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED - {"set_mate"})
    assert ("set_mate", "failed", "broken") in fates()


def test_what_changes_between_claim_and_fence_is_in_the_mail_that_goes(expanded, mailoutbox, monkeypatch):
    """Somebody moves the workshop to another room after the batch was read, and cancels it after the first mail."""
    other = make.venue(expanded.programme, "The Old Library")
    fence = sending.claiming.fence
    seen = []

    def hurried(message, letter, sender, now, owed):
        if not seen:
            expanded.workshop.days.update(venue=other, sequence=F("sequence") + 1)
            touch(expanded.workshop, now)
        seen.append(message)
        if len(mailoutbox) == 1:
            expanded.workshop.days.update(cancelled_at=now)
            touch(expanded.workshop, now)
        return fence(message, letter, sender, now, owed)

    monkeypatch.setattr(sending.claiming, "fence", hurried)
    tick(WEEK_BEFORE + MINUTE)
    assert len(mailoutbox) == 1
    assert "The Old Library" in mailoutbox[0].body
    assert whys() == {("sent", ""), ("skipped", "cancelled")}


def test_a_sender_that_lost_its_claim_sends_nothing(expanded, mailoutbox, monkeypatch):
    fence = sending.claiming.fence

    def overtaken(message, letter, sender, now, owed):
        Message.objects.filter(pk=message.pk).update(claimed_by="another")
        return fence(message, letter, sender, now, owed)

    monkeypatch.setattr(sending.claiming, "fence", overtaken)
    tick(WEEK_BEFORE + MINUTE)
    assert mailoutbox == []
    assert whys() == {("due", "")}


def test_what_was_told_is_kept_to_compare_a_change_with(cast, mailoutbox):
    tick(WEEK_BEFORE)
    day = cast.workshop.days.get()
    (told,) = of(cast.participant).told
    assert told == {
        "uid": str(day.uid),
        "starts": "2027-03-03T10:00:00+00:00",
        "ends": "2027-03-03T16:30:00+00:00",
        "venue": day.venue_id,
        "room": None,
        "way_in": ["", "", ""],
        "name": "Workshop 1",
        "sequence": 0,
        "cancelled": False,
    }


def test_the_row_of_a_sender_that_died_while_sending_goes_again_and_is_doubtful(expanded, mailoutbox):
    Message.objects.filter(person=expanded.set_mate).update(
        state="sending", claimed_by="gone", claimed_until=WEEK_BEFORE + MINUTE, attempts=1
    )
    tick(WEEK_BEFORE + timedelta(seconds=59))
    assert addresses(mailoutbox) == sorted(INVITED - {"set_mate"})
    tick(WEEK_BEFORE + MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED)
    row = of(expanded.set_mate)
    assert (row.state, row.in_doubt) == ("doubtful", True)


def test_a_mended_address_is_written_to_again(cast, mailoutbox):
    tick(NOW)
    occasion = Occasion.objects.get(moment="1d09")
    early = Occasion.objects.get(moment="7d09")
    Occasion.objects.filter(pk=early.pk).update(expanded_at=NOW)
    failed = {"state": "failed", "why": "address_failed", "next_attempt_at": NOW, "created_at": NOW}
    Message.objects.create(occasion=early, person=cast.set_mate, address="set_mate@cast.example", **failed)
    Person.objects.filter(pk=cast.set_mate.pk).update(email="mended@cast.example")
    tick(DAY_BEFORE)
    assert Message.objects.get(occasion=occasion, person=cast.set_mate).state == "sent"


def test_a_database_that_stumbles_fails_no_row(expanded, mailoutbox, monkeypatch):
    fence = sending.claiming.fence

    def stumble(*args):
        monkeypatch.setattr(sending.claiming, "fence", fence)
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(sending.claiming, "fence", stumble)
    with pytest.raises(OperationalError):
        tick(WEEK_BEFORE + MINUTE)
    assert whys() == {("due", "")}
    tick(WEEK_BEFORE + 2 * MINUTE)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_a_database_that_stumbles_over_the_next_loses_nothing_of_the_one_before(expanded, mailoutbox, monkeypatch):
    fence = sending.claiming.fence

    def stumble(*args):
        if mailoutbox:
            raise OperationalError("deadlock detected")
        return fence(*args)

    monkeypatch.setattr(sending.claiming, "fence", stumble)
    with pytest.raises(OperationalError):
        tick(WEEK_BEFORE + MINUTE)
    assert len(mailoutbox) == 1
    assert sorted(Message.objects.values_list("state", flat=True)) == ["due"] * (len(INVITED) - 1) + ["sent"]


def test_before_a_message_goes_the_one_before_it_is_written_down(expanded, mailoutbox, monkeypatch):
    write, open_before = sending.write, []

    def look(letter, message):
        open_before.append(Message.objects.filter(state="sending").count())
        return write(letter, message)

    monkeypatch.setattr(sending, "write", look)
    tick(WEEK_BEFORE + MINUTE)
    assert open_before == [1] * len(INVITED)


def test_what_was_put_off_until_too_late_keeps_the_last_answer(expanded, mailoutbox):
    Message.objects.update(answer="451 4.3.0 Try again later", attempts=9)
    tick(WEEK_BEFORE + timedelta(days=2))
    assert of(expanded.participant).answer == "451 4.3.0 Try again later"
    assert whys() == {("skipped", "too_late")}
