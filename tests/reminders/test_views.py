from datetime import timedelta

import pytest
from django.urls import reverse

from reminders.models import Heartbeat, Message
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import WEEK_BEFORE, of, tick
from workshops.models import Reply

pytestmark = pytest.mark.django_db


def page(client, who, name, *args, **query):
    client.force_login(who)
    return client.get(reverse(f"reminders:{name}", args=args), query)


def press(client, who, name, *args, **form):
    client.force_login(who)
    return client.post(reverse(f"reminders:{name}", args=args), form, follow=True)


@pytest.fixture
def sent(cast, mailoutbox):
    tick(WEEK_BEFORE)
    return cast


@pytest.fixture
def failed(sent):
    fields = {"state": "failed", "why": "address_failed", "answer": "550 5.1.1 No such mailbox"}
    Message.objects.filter(person=sent.set_mate).update(**fields)
    return of(sent.set_mate)


def test_the_coordinator_sees_who_got_what_with_the_answer(client, sent):
    Message.objects.filter(person=sent.participant).update(answer="250 2.0.0 Kept")
    html = page(client, sent.coordinator, "ledger").content.decode()
    for words in ("No message needs you", "Sam Okafor", "participant@cast.example", "250 2.0.0 Kept", "7 days before"):
        assert words in html
    assert "Wed 24 Feb" in html


def test_a_coordinator_of_another_programme_sees_none_of_it(client, sent):
    html = page(client, sent.other_coordinator, "ledger").content.decode()
    assert "Sam Okafor" not in html
    assert "No messages yet" in html


def test_a_facilitator_reads_those_of_the_sessions_they_lead_and_presses_nothing(client, failed, cast):
    html = page(client, cast.facilitator, "ledger").content.decode()
    assert "Robin Ashworth" in html
    assert "Try again" not in html
    assert "Robin Ashworth" not in page(client, cast.other_facilitator, "ledger").content.decode()


def test_a_facilitator_sees_no_messages_about_a_sets_own_meeting(client, cast, mailoutbox):
    cast.workshop.days.update(cancelled_at=NOW)
    make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, changed_at=NOW)
    tick(WEEK_BEFORE)
    assert "No messages yet" in page(client, cast.facilitator, "ledger").content.decode()


def test_failed_and_doubtful_ones_come_first(client, failed, cast):
    html = page(client, cast.coordinator, "ledger").content.decode()
    assert "1 message needs you" in html
    assert "The mail server said: 550 5.1.1 No such mailbox" in html
    assert html.index("Needs you") < html.index("All messages")


def test_try_again_sends_it_as_the_same_message(client, failed, cast, mailoutbox, time_machine):
    time_machine.move_to(WEEK_BEFORE + timedelta(hours=1))
    said = press(client, cast.coordinator, "try_again", failed.pk).content.decode()
    assert "The message to Robin Ashworth goes again within a minute." in said
    tick(WEEK_BEFORE + timedelta(hours=1, minutes=1))
    assert mailoutbox[-1].extra_headers["Message-ID"] == failed.message_id
    assert of(cast.set_mate).state == "sent"


def test_what_is_too_late_is_not_tried_again(client, failed, cast, time_machine):
    time_machine.move_to(WEEK_BEFORE + timedelta(days=3))
    assert "too late to be useful" in press(client, cast.coordinator, "try_again", failed.pk).content.decode()
    assert of(cast.set_mate).state == "failed"


def test_dismiss_takes_it_off_the_list_and_keeps_it_in_the_ledger(client, failed, cast):
    html = press(client, cast.coordinator, "dismiss", failed.pk).content.decode()
    assert "No message needs you" in html
    assert "Dealt with" in html
    assert of(cast.set_mate).state == "failed"


def test_what_was_dealt_with_already_is_said(client, failed, cast):
    press(client, cast.coordinator, "dismiss", failed.pk)
    assert "dealt with already" in press(client, cast.coordinator, "dismiss", failed.pk).content.decode()


@pytest.mark.parametrize("action", ["try_again", "dismiss"])
def test_a_message_of_another_programme_is_not_found(client, failed, cast, action):
    assert press(client, cast.other_coordinator, action, failed.pk).status_code == 404
    assert of(cast.set_mate).is_unsettled


def test_the_ledger_is_narrowed_by_state_cohort_and_person(client, failed, cast):
    def shown(**query):
        html = page(client, cast.coordinator, "ledger", **query).content.decode()
        return html[html.index("All messages") :]

    assert "Sam Okafor" not in shown(state="failed")
    assert "Robin Ashworth" in shown(state="failed")
    assert "Robin Ashworth" in shown(person="robin")
    assert "Sam Okafor" not in shown(person="robin")
    assert "No message is like that" in shown(cohort=cast.second_cohort.pk)
    assert "Sam Okafor" in shown(cohort=cast.cohort.pk)
    assert "Sam Okafor" in shown(cohort="nonsense", state="nonsense", person="")


def test_the_ledger_costs_the_same_for_one_message_and_for_sixty(client, cast, mailoutbox, django_assert_num_queries):
    client.force_login(cast.coordinator)
    tick(WEEK_BEFORE)
    url = reverse("reminders:ledger")
    client.get(url)
    with django_assert_num_queries(14):
        client.get(url)
    for number in range(60):
        make.place(cast.cohort, make.person(f"Guest {number}"))
    make.session(cast.cohort, "Lab", changed_at=WEEK_BEFORE)
    tick(WEEK_BEFORE + timedelta(minutes=1))
    assert Message.objects.count() > 60
    with django_assert_num_queries(14):
        client.get(url)


def test_a_late_tick_and_an_absent_mail_server_are_said(client, sent, time_machine):
    time_machine.move_to(WEEK_BEFORE + timedelta(minutes=3))
    Heartbeat.objects.create(name="mail_server", at=NOW, note="Connection refused")
    html = page(client, sent.coordinator, "ledger").content.decode()
    assert "Nothing has been looked at for over two minutes" in html
    assert "Connection refused" in html


def test_what_is_ahead_says_who_gets_it_and_who_does_not_and_why(client, cast, time_machine):
    time_machine.move_to(NOW)
    day = cast.workshop.days.get()
    Reply.objects.create(day=day, person=cast.set_mate, answer="sorry", by=cast.set_mate, at=NOW)
    tick(NOW)
    html = page(client, cast.coordinator, "ahead").content.decode()
    assert "2 occasions in the next fortnight" in html
    assert "Wed 24 February at 09:00" in html
    assert "6 of 7:" in html
    assert "Said sorry: Robin Ashworth" in html


def test_what_is_ahead_is_what_is_sent(client, cast, time_machine, mailoutbox):
    time_machine.move_to(NOW)
    day = cast.workshop.days.get()
    Reply.objects.create(day=day, person=cast.set_mate, answer="sorry", by=cast.set_mate, at=NOW)
    tick(NOW)
    first = page(client, cast.coordinator, "ahead").context["rows"][0]
    tick(WEEK_BEFORE)
    assert sorted(person.email for person in first.getting) == sorted(
        mail.to[0].split("<")[1].rstrip(">") for mail in mailoutbox
    )


def test_what_is_ahead_costs_the_same_for_one_session_and_for_ten(
    client, cast, time_machine, django_assert_num_queries
):
    time_machine.move_to(NOW)
    tick(NOW)
    page(client, cast.coordinator, "ahead")
    with django_assert_num_queries(24):
        client.get(reverse("reminders:ahead"))
    for number in range(9):
        make.session(cast.cohort, f"Lab {number}", changed_at=NOW)
    tick(NOW + timedelta(seconds=15))
    with django_assert_num_queries(24):
        client.get(reverse("reminders:ahead"))


def test_nothing_ahead_says_what_would_bring_something(client, cast):
    html = page(client, cast.coordinator, "ahead").content.decode()
    assert "Nothing is due in the next fortnight" in html


def test_everyone_sees_their_own_messages_and_nobody_elses(client, sent):
    html = page(client, sent.participant, "mine").content.decode()
    assert "1 message to you" in html
    assert "Workshop 1" in html
    assert "No messages to you yet" in page(client, sent.sponsor, "mine").content.decode()
