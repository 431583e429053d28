"""Complaints: read by whoever sent them and by administrators alone, and answered once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Complaint, Event
from cohorts.services import complaints, forgetting
from programme.templatetags.house import long_day
from tests import factories as make
from tests.factories import NOW

PAGE, ALL = "/complaints/", "/complaints/all/"
TEXT = "Two mails came at night."
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
