"""What a mail server may do to us, with a real one."""

from datetime import timedelta
from email import message_from_string, policy

import pytest

from reminders.models import Heartbeat, Message
from tests.reminders.story import DAY_BEFORE, INVITED, MINUTE, WEEK_BEFORE, fates, of, tick

pytestmark = [pytest.mark.servers, pytest.mark.django_db]


@pytest.fixture(params=[[], ["--pipelining"]], ids=["line by line", "three at once"])
def sink(request, sink):
    """Mail servers of both kinds: those that hear one command at a time, and those that offer to hear several."""
    return lambda *options: sink(*request.param, *options)


def addresses(kept):
    return sorted(line["to"][0].removesuffix("@cast.example") for line in kept.accepted())


def test_both_reminders_arrive_once_each_with_a_calendar_part_and_the_answer_is_kept(cast, sink, by_smtp):
    kept = by_smtp(sink())
    for moment in (WEEK_BEFORE - timedelta(days=2), WEEK_BEFORE, WEEK_BEFORE + MINUTE, DAY_BEFORE, DAY_BEFORE + MINUTE):
        tick(moment)
    assert addresses(kept) == sorted([*INVITED, *INVITED])
    mails = [message_from_string(line["content"], policy=policy.default) for line in kept.accepted()]
    for mail in mails:
        (calendar,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        assert calendar["Content-Type"].params["method"] == "REQUEST"
        assert "DTSTART;TZID=Europe/London:20270303T100000" in calendar.get_content()
    assert len({mail["Message-ID"] for mail in mails}) == 2 * len(INVITED)
    answers = set(Message.objects.values_list("state", "answer", "person__email"))
    assert ("sent", "250 2.0.0 Kept for participant@cast.example", "participant@cast.example") in answers


def test_a_refused_address_fails_alone_and_is_not_tried_again(cast, sink, by_smtp):
    kept = by_smtp(sink("--refuse", "set_mate@cast.example"))
    tick(WEEK_BEFORE)
    assert addresses(kept) == sorted(INVITED - {"set_mate"})
    message = of(cast.set_mate)
    assert (message.state, message.why, message.answer) == ("failed", "address_failed", "550 5.1.1 No such mailbox")
    tick(WEEK_BEFORE + timedelta(hours=5))
    tick(DAY_BEFORE)
    assert addresses(kept).count("participant") == 2
    later = Message.objects.get(person=cast.set_mate, occasion__moment="1d09")
    assert (later.state, later.why) == ("skipped", "address_failed")


def test_a_server_that_says_later_gets_it_later(cast, sink, by_smtp):
    kept = by_smtp(sink("--later", "participant@cast.example"))
    tick(WEEK_BEFORE)
    waiting = of(cast.participant)
    assert (waiting.state, waiting.attempts, waiting.answer) == ("due", 1, "451 4.3.0 Try again later")
    assert timedelta(seconds=45) < waiting.next_attempt_at - WEEK_BEFORE < timedelta(seconds=90)
    tick(WEEK_BEFORE + timedelta(minutes=2))
    assert addresses(kept) == sorted(INVITED)
    assert of(cast.participant).state == "sent"


@pytest.mark.parametrize("fault", ["--drop", "--stall"])
def test_a_connection_lost_after_the_final_dot_is_tried_again_as_the_same_message_and_counted(
    cast, sink, by_smtp, fault
):
    kept = by_smtp(sink(fault, "participant@cast.example"))
    tick(WEEK_BEFORE)
    assert of(cast.participant).in_doubt
    tick(WEEK_BEFORE + timedelta(minutes=2))
    twice = [line["id"] for line in kept.accepted() if line["to"] == ["participant@cast.example"]]
    assert len(twice) == 2
    assert len(set(twice)) == 1
    assert addresses(kept) == sorted([*INVITED, "participant"])
    doubtful = {role for role, state, _ in fates() if state == "doubtful"}
    assert doubtful == {"participant"}


def test_while_the_server_is_away_nobodys_attempts_are_burned_and_one_alert_is_given(
    cast, sink, by_smtp, settings, caplog
):
    kept = by_smtp(sink())
    settings.EMAIL_PORT = 1  # nobody listens there
    for minutes in range(6):
        tick(WEEK_BEFORE + minutes * MINUTE)
    assert set(Message.objects.values_list("state", "attempts")) == {("due", 0)}
    assert [record.levelname for record in caplog.records if record.name == "reminders.breaker"] == ["ERROR"]
    assert "refused" in Heartbeat.objects.get(name="mail_server").note.casefold()
    settings.EMAIL_PORT = kept.port
    tick(WEEK_BEFORE + 7 * MINUTE)
    assert addresses(kept) == sorted(INVITED)
    assert not Heartbeat.objects.filter(name="mail_server").exists()
