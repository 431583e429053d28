"""Complaints: read by whoever sent them and by administrators alone, and answered once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Complaint, Event
from cohorts.services import complaints, forgetting
from cohorts.viewer import Viewer
from programme.templatetags.house import long_day
from reminders.models import Message
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import tick

PAGE, ALL = "/complaints/", "/complaints/all/"
TEXT = "Two mails came at night."
MINUTE = timedelta(minutes=1)
ANSWER = "They wait until morning from now on."


def send(client, **said):
    return client.post(PAGE, {"about": "mail", "text": TEXT, **said})


def answer(client, complaint, text=ANSWER):
    return client.post(f"/complaints/{complaint.pk}/", {"text": text}, follow=True)


def page(client, path=PAGE):
    return client.get(path).content.decode()


def test_it_is_noted_with_the_day_by_which_it_is_answered(client, cast):
    client.force_login(cast.participant)
    assert send(client).status_code == 302
    said = page(client)
    assert TEXT in said
    by = long_day(timezone.now() + timedelta(days=30))
    assert f"answered by {by} at the latest" in said
    assert f"You get an answer by {by}." in said


def test_sent_again_while_it_waits_it_is_one(client, cast):
    client.force_login(cast.participant)
    send(client)
    send(client)
    assert Complaint.objects.count() == 1
    complaints.answer(complaint=Complaint.objects.get(), text=ANSWER, by=cast.administrator, now=NOW)
    send(client)
    assert Complaint.objects.count() == 2


def test_without_words_nothing_is_sent_and_the_page_says_so(client, cast):
    client.force_login(cast.participant)
    refused = send(client, text="  ")
    assert refused.status_code == 422
    assert "Write what happened." in refused.content.decode()
    assert not Complaint.objects.exists()


def test_whoever_is_not_signed_in_reads_where_to_write_and_sends_nothing(client, cast):
    assert "office@localhost" in page(client)
    assert "0303 123 1113" in page(client)
    assert send(client).url.startswith("/sign-in/")
    assert not Complaint.objects.exists()


def test_an_administrator_answers_it_and_the_person_reads_the_answer(client, cast):
    complaint = make.complaint(cast.participant)
    client.force_login(cast.administrator)
    assert "A complaint waits for an answer." in page(client, "/")
    assert "Sam Okafor: A mail that came" in page(client, ALL)
    assert TEXT in page(client, f"/complaints/{complaint.pk}/")
    assert "Answered. Sam Okafor reads it" in answer(client, complaint).content.decode()
    assert "complaint waits" not in page(client, "/")
    client.force_login(cast.participant)
    assert ANSWER in page(client)


def test_the_second_answer_changes_nothing_and_is_told_so(client, cast):
    complaint = make.complaint(cast.participant)
    complaints.answer(complaint=complaint, text=ANSWER, by=cast.coordinator, now=NOW)
    client.force_login(cast.administrator)
    said = answer(client, complaint, "No.").content.decode()
    assert "Their answer stands" in said
    assert Complaint.objects.get().answer == ANSWER


def test_nobody_answers_themselves(client, cast):
    own = make.complaint(cast.administrator)
    client.force_login(cast.administrator)
    assert answer(client, own).status_code == 404
    assert "Nobody has complained" in page(client, ALL)
    assert not Complaint.objects.get().answer


@pytest.mark.parametrize("why", ["address_locked", "shared_mailbox"])
def test_an_assistant_who_signs_in_from_the_mailbox_reads_none(client, cast, why):
    make.complaint(cast.participant)
    setattr(cast.participant, why, True)
    cast.participant.save()
    client.force_login(cast.participant)
    assert TEXT not in page(client)


def test_that_it_was_sent_and_answered_stands_in_the_trail_without_its_words(cast):
    sent = complaints.complain(person=cast.participant, about="mail", text=TEXT, now=NOW)
    complaints.answer(complaint=sent, text=ANSWER, by=cast.administrator, now=NOW)
    assert list(Event.objects.order_by("pk").values_list("verb", "model")) == [
        ("sent", "cohorts.complaint"),
        ("answered", "cohorts.complaint"),
    ]
    assert "night" not in str(list(Event.objects.values()))


def test_it_goes_two_years_after_the_answer_and_never_while_it_waits(cast):
    make.complaint(cast.participant)
    make.complaint(cast.participant, answered_at=NOW, answer=ANSWER, answered_by=cast.administrator)
    assert forgetting.complaints(now=NOW + timedelta(days=730)) == 0
    later = NOW + timedelta(days=731)
    assert forgetting.complaints(now=later, dry_run=True) == 1
    assert forgetting.complaints(now=later) == 1
    assert Complaint.objects.get().answered_at is None


def told(mailoutbox, now):
    mailoutbox.clear()
    tick(now)
    return {(mail.subject, mail.to[0]): mail.body for mail in mailoutbox}


def mailbox(person):
    return f"{person.name} <{person.email}>"


def test_administrators_are_told_and_then_whoever_sent_it(cast, mailoutbox):
    sent = complaints.complain(person=cast.participant, about="mail", text=TEXT, now=NOW)
    mails = told(mailoutbox, NOW)
    waits = mails["A complaint waits for an answer", mailbox(cast.administrator)]
    assert "by Wednesday 24 March 2027" in waits
    assert "/complaints/all/" in waits
    assert len([subject for subject, _ in mails if "complaint" in subject]) == 1
    complaints.answer(complaint=sent, text=ANSWER, by=cast.administrator, now=NOW + MINUTE)
    mails = told(mailoutbox, NOW + MINUTE)
    answered = mails["Your complaint is answered", mailbox(cast.participant)]
    assert "complaint you sent on Monday 22 February 2027" in answered
    assert TEXT not in waits + str(mails)
    assert ANSWER not in str(mails)


def test_one_that_is_answered_before_its_mail_goes_needs_no_other_administrator(cast, mailoutbox):
    sent = complaints.complain(person=cast.participant, about="mail", text=TEXT, now=NOW)
    complaints.answer(complaint=sent, text=ANSWER, by=cast.administrator, now=NOW)
    assert [subject for subject, _ in told(mailoutbox, NOW) if "complaint" in subject] == ["Your complaint is answered"]


def test_an_administrator_is_not_told_of_their_own(cast, mailoutbox):
    complaints.complain(person=cast.administrator, about="mail", text=TEXT, now=NOW)
    assert [subject for subject, _ in told(mailoutbox, NOW) if "complaint" in subject] == []


def test_a_coordinator_does_not_see_in_the_ledger_that_somebody_complained(cast):
    sent = complaints.complain(person=cast.participant, about="mail", text=TEXT, now=NOW)
    complaints.answer(complaint=sent, text=ANSWER, by=cast.administrator, now=NOW)
    tick(NOW)
    ours = Message.objects.filter(occasion__kind__in=["complaint", "complaint_answered"])
    assert ours.count() == 2
    assert not ours.kept_for(Viewer(cast.coordinator)).exists()
    assert ours.kept_for(Viewer(cast.administrator)).count() == 2
