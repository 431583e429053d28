"""The note to a line manager: written, seen as it will arrive, sent once, and read by nobody else here."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from challenges.exceptions import AlreadySent, ChangedMeanwhile, NotTheAuthor, TooManySent
from challenges.models import ProgressNote
from challenges.services import progress_notes as services
from cohorts.models import Event
from tests import factories as make
from tests.canaries.crawl import text_of
from tests.factories import NOW

pytestmark = pytest.mark.django_db
WORDS = {
    "to_name": "Robin Ashworth",
    "to_address": "robin@trust.example",
    "set_out": "One offer for all families.",
    "changed": "",
    "needed": "Two days a month & <cover>.",
}


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def said(response):
    return response.content.decode()


def write(cast, now=NOW, seen="", **fields):
    return services.write(place=cast.participant_place, fields=WORDS | fields, seen=seen, by=cast.participant, now=now)


def send(cast, note, now=NOW, seen=None):
    return services.send(note=note, seen=note.stamp if seen is None else seen, by=cast.participant, now=now)


def test_written_seen_as_it_arrives_and_sent_with_one_press(cast, client):
    client.force_login(cast.participant)
    assert "You have written none yet" in said(client.get(url("progress_notes")))
    preview = client.post(url("write_progress_note", cast.participant_place.pk), WORDS, follow=True)
    assert "robin@trust.example" in said(preview)
    assert "Two days a month &amp; &lt;cover&gt;." in said(preview)
    note = ProgressNote.objects.get()
    assert note.sent_at is None
    sent = client.post(url("send_progress_note", note.pk), {"seen": note.stamp}, follow=True)
    assert "Your note goes to Robin Ashworth within a minute" in said(sent)
    assert "Goes within a minute" in said(sent)
    note.refresh_from_db()
    assert note.sent_at
    assert "Send it to" not in said(sent)


def test_the_name_of_the_line_manager_is_known_already(cast, client):
    cast.participant_place.line_manager = "Oksana Ґудзенко"
    cast.participant_place.save()
    client.force_login(cast.participant)
    assert 'value="Oksana Ґудзенко"' in said(client.get(url("write_progress_note", cast.participant_place.pk)))


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"set_out": " ", "needed": ""}, "Write something in at least one of the three boxes."),
        ({"to_address": "robin"}, "Enter a valid email address."),
        ({"to_address": "a@trust.example, b@trust.example"}, "Enter a valid email address."),
        ({"to_name": ""}, "Write who it is for."),
        ({"to_name": "Robin\nBcc: all@trust.example"}, "Write this on one line"),
        ({"needed": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_what_cannot_be_sent_is_said_and_stands_as_typed(cast, client, wrong, answer):
    client.force_login(cast.participant)
    response = client.post(url("write_progress_note", cast.participant_place.pk), WORDS | wrong)
    assert response.status_code == 422
    assert answer in said(response)
    assert not ProgressNote.objects.exists()


def test_there_is_one_note_until_it_is_sent_and_then_another(cast):
    first = write(cast)
    again = write(cast, changed="Six of eight have met.", seen=first.stamp)
    assert again.pk == first.pk
    send(cast, again)
    assert write(cast, now=NOW + timedelta(days=30)).pk != first.pk


def test_two_windows_lose_nothing(cast, client):
    first = write(cast)
    write(cast, set_out="Said in the other window", seen=first.stamp, now=NOW + timedelta(minutes=1))
    client.force_login(cast.participant)
    form = WORDS | {"set_out": "Said in this one", "seen": first.stamp}
    answer = client.post(url("write_progress_note", cast.participant_place.pk), form)
    assert answer.status_code == 422
    assert "Said in the other window" in said(answer)
    assert "Said in this one" in said(answer)
    form["seen"] = answer.context["form"].data["seen"]
    assert "Said in this one" in said(client.post(answer.request["PATH_INFO"], form, follow=True))


def test_what_was_changed_since_the_preview_is_not_sent(cast, client):
    first = write(cast)
    seen = first.stamp
    write(cast, needed="Nothing", seen=seen, now=NOW + timedelta(minutes=1))
    with pytest.raises(ChangedMeanwhile):
        send(cast, first, seen=seen)
    client.force_login(cast.participant)
    assert "is not sent" in said(client.post(url("send_progress_note", first.pk), {"seen": seen}, follow=True))
    assert not ProgressNote.objects.sent().exists()


def test_sent_twice_it_goes_once_and_stays_as_it_was_sent(cast):
    note = send(cast, write(cast))
    assert send(cast, note, now=NOW + timedelta(hours=1)).sent_at == NOW
    with pytest.raises(AlreadySent):
        services.throw_away(note=note, by=cast.participant)
    assert Event.objects.filter(model="challenges.progressnote").values_list("verb", "fields").get() == ("sent", [])


def test_the_fourth_in_a_day_waits_and_is_kept(cast, client):
    for hour in range(3):
        send(cast, write(cast, now=NOW + timedelta(hours=hour)), now=timezone.now())
    fourth = write(cast)
    with pytest.raises(TooManySent):
        send(cast, fourth, now=timezone.now())
    client.force_login(cast.participant)
    page = client.post(url("send_progress_note", fourth.pk), {"seen": fourth.stamp}, follow=True)
    assert "You have sent three notes in a day" in said(page)
    assert send(cast, fourth, now=timezone.now() + timedelta(days=1, minutes=1)).sent_at


def test_thrown_away_it_is_gone(cast, client):
    note = write(cast)
    client.force_login(cast.participant)
    page = client.post(url("throw_away_progress_note", note.pk), follow=True)
    assert "Nobody has read it" in said(page)
    assert not ProgressNote.objects.exists()


def test_nobody_writes_or_sends_in_anothers_name_nor_after_leaving(cast):
    note = write(cast)
    with pytest.raises(NotTheAuthor):
        services.send(note=note, seen=note.stamp, by=cast.set_mate, now=NOW)
    cast.participant_place.left_at = NOW
    cast.participant_place.save()
    with pytest.raises(NotTheAuthor):
        send(cast, note)
    assert not ProgressNote.objects.sent().exists()


def test_the_office_sees_that_one_was_sent_and_when_and_a_facilitator_not_even_that(cast, client):
    make.challenge(cast.participant_place)
    make.progress_note(cast.participant_place, sent_at=NOW, needed="A word for us alone")
    make.progress_note(cast.set_mate_place)
    for person, sees in ((cast.coordinator, 1), (cast.facilitator, 0)):
        client.force_login(person)
        page = said(client.get(url("cohort", cast.cohort.pk)))
        assert page.count("A note to the line manager was sent on") == sees
        assert "A word for us alone" not in page


def test_on_paper_it_says_from_whom_and_for_whom_and_what(cast, client):
    note = write(cast, needed="Cover for Олена on Tuesdays")
    client.force_login(cast.participant)
    paper = text_of(client.get(url("progress_note_sheet", note.pk)))
    for words in ("Robin Ashworth", "What I set out to do", "One offer for all families.", "Олена"):
        assert words in paper
    assert "What has changed" not in paper
    assert mail.outbox == []
