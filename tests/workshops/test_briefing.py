"""A speaker as the office has them: the brief, its link, a ready mail, an answer told by telephone."""

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import publish
from workshops.models import Item, Speaker
from workshops.services import speaking


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def speaker(cast, client):
    client.force_login(cast.coordinator)
    made = make.speaker(cast.workshop, email="ruth@guests.example", asked="Ten minutes")
    made.items.add(make.item(cast.workshop.days.get(), "Panel", 60, kind="panel"))
    return made


def url(name, speaker):
    return reverse(f"workshops:{name}", args=[speaker.pk])


def page_of(client, speaker):
    return client.get(url("speaker", speaker)).content.decode()


def mail_of(page):
    """Where the ready mail goes, its subject and its text."""
    link = urlsplit(unescape(re.search(r'href="(mailto:[^"]*)"', page)[1]))
    asked = parse_qs(link.query)
    return unquote(link.path), asked["subject"][0], asked["body"][0]


def test_the_page_shows_the_brief_as_they_will_see_it(client, speaker):
    page = page_of(client, speaker)
    told = "Those asked or confirmed are also reminded by rule"
    for words in ("Panel", "10:00 to 11:00", "Ten minutes", "Hartwell Hall", told):
        assert words in page


def test_the_link_is_there_to_copy_and_opens_the_brief(client, speaker):
    link = re.search(r'id="link" readonly value="([^"]*)"', page_of(client, speaker))[1]
    assert link == f"http://testserver/speak/{speaker.pk}/{speaking.token_of(speaker)}/"
    client.logout()
    assert client.get(urlsplit(link).path).status_code == 200


def test_the_ready_mail_holds_the_brief_and_the_link(client, speaker):
    to, subject, body = mail_of(page_of(client, speaker))
    assert to == "ruth@guests.example"
    assert subject == "West Country Leadership Programme: Workshop 1, Wednesday 3 March 2027"
    for words in (
        *("Dear Cllr Ruth Amery,", "Wednesday 3 March 2027, 10:00 to 11:00 (1 hour): Panel", "Ten minutes"),
        *("Hartwell Hall, near Wexcombe", f"/speak/{speaker.pk}/{speaking.token_of(speaker)}/"),
    ):
        assert words in body


def test_a_long_brief_is_left_to_the_link_where_a_mail_program_would_cut_it(client, speaker):
    speaker.asked = "Ten minutes. " * 150
    speaker.save()
    page = page_of(client, speaker)
    body = mail_of(page)[2]
    assert "Ten minutes" not in body
    assert speaking.token_of(speaker) in body
    assert page.split('id="text"')[1].count("Ten minutes.") >= 150


def test_what_is_typed_stays_inside_the_mail(client, speaker):
    speaker.name, speaker.email = "A&B ?cc=x %0d", "a?bcc=b@guests.example"
    speaker.save()
    to, _subject, body = mail_of(page_of(client, speaker))
    assert to == "a?bcc=b@guests.example"
    assert "Dear A&B ?cc=x %0d," in body


def test_without_an_address_the_mail_is_ready_all_the_same(client, speaker):
    speaker.email = ""
    speaker.save()
    page = page_of(client, speaker)
    assert mail_of(page)[0] == ""
    assert "No address is kept" in page


def test_a_new_link_is_made_and_the_old_one_said_to_be_dead(client, speaker):
    old = speaking.token_of(speaker)
    page = client.post(url("speaker_link", speaker), follow=True).content.decode()
    assert "The old one opens nothing any more" in page
    assert old not in page
    assert client.get(f"/speak/{speaker.pk}/{old}/").status_code == 404


def test_a_speaker_without_a_link_can_be_given_one(client, speaker):
    Speaker.objects.update(nonce="")
    page = page_of(client, speaker)
    assert "No link to this brief exists yet." in page
    assert "mailto:" not in page
    assert "mailto:" in client.post(url("speaker_link", speaker), follow=True).content.decode()


def test_an_answer_told_by_telephone_is_taken_down(cast, client, speaker):
    typed = {"answer": "no", "why": "Her assistant rang", "was": "asked"}
    page = client.post(url("speaker_answer", speaker), typed, follow=True).content.decode()
    speaker.refresh_from_db()
    assert (speaker.status, speaker.taken_by) == ("withdrawn", cast.coordinator)
    assert "The answer is saved: Withdrawn." in page
    assert "Told Dana Whitfield, 22 February, 09:00" in page
    assert "Her assistant rang" in page


def test_an_answer_that_crossed_the_speakers_own_is_said(client, speaker):
    speaking.answer(speaker=speaker, comes=False, now=make.NOW)
    page = client.post(url("speaker_answer", speaker), {"answer": "yes", "was": "asked"}, follow=True)
    assert "Another answer had been given since you opened the page." in page.content.decode()


@pytest.mark.parametrize("typed", [{}, {"answer": "x"}, {"answer": "no", "why": "x" * 301}])
def test_a_wrong_answer_is_said_and_what_was_typed_is_kept(client, speaker, typed):
    response = client.post(url("speaker_answer", speaker), typed)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert typed.get("why", "") in response.content.decode()
    speaker.refresh_from_db()
    assert speaker.status == "asked"


def test_after_the_day_no_answer_is_asked(cast, client, speaker, time_machine):
    time_machine.move_to(cast.workshop.days.get().ends_at, tick=False)
    assert "They told you" not in page_of(client, speaker)
    page = client.post(url("speaker_answer", speaker), {"answer": "no"}, follow=True).content.decode()
    assert "It is over" in page


def test_the_table_says_who_answered_how_and_when(cast, client, speaker):
    table = cast.workshop.get_absolute_url()
    assert "No answer yet" in client.get(table).content.decode()
    speaking.answer(speaker=speaker, comes=True, now=make.NOW)
    assert "By their link, 22 February, 09:00" in client.get(table).content.decode()


def typed_speaker(**typed):
    return {"name": "Ruth", "status": "asked"} | typed


def test_items_are_chosen_on_the_form_and_somebody_editing_one_is_told(cast, client, speaker):
    panel, other = Item.objects.get(), make.item(cast.workshop.days.get(), "Questions")
    client.post(url("speaker_edit", speaker), typed_speaker(items=[other.pk], was="asked"))
    assert speaker.items.get() == other
    assert set(Item.objects.values_list("title", "revision")) == {("Panel", 2), ("Questions", 2)}
    client.post(url("speaker_edit", speaker), typed_speaker(items=[other.pk], was="asked"))
    assert Item.objects.get(pk=panel.pk).revision == 2


def test_an_item_of_another_session_is_refused(cast, client, speaker):
    foreign = make.item(cast.draft.days.get(), "Foreign")
    response = client.post(url("speaker_edit", speaker), typed_speaker(items=[foreign.pk]))
    assert response.status_code == 422
    assert speaker.items.get().title == "Panel"


def test_a_break_is_not_offered_as_something_to_speak_in(cast, client, speaker):
    make.item(cast.workshop.days.get(), "Coffee", kind="break")
    page = client.get(reverse("workshops:speaker_add", args=[cast.workshop.pk])).content.decode()
    assert "Panel" in page
    assert "Coffee" not in page


def test_correcting_a_telephone_number_does_not_undo_an_answer_given_meanwhile(client, speaker):
    speaking.answer(speaker=speaker, comes=False, why="Ill", now=make.NOW)
    client.post(url("speaker_edit", speaker), typed_speaker(mobile="01632 960001", was="asked"))
    speaker.refresh_from_db()
    assert (speaker.status, speaker.why, speaker.mobile) == ("withdrawn", "Ill", "01632 960001")


def test_a_state_chosen_over_an_answer_given_meanwhile_is_asked_again(client, speaker):
    speaking.answer(speaker=speaker, comes=False, now=make.NOW)
    response = client.post(url("speaker_edit", speaker), typed_speaker(status="confirmed", was="asked"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "They answered meanwhile: Withdrawn. Choose again." in page
    assert 'name="was" value="withdrawn"' in page
    client.post(url("speaker_edit", speaker), typed_speaker(status="confirmed", was="withdrawn"))
    speaker.refresh_from_db()
    assert speaker.status == "confirmed"


def test_a_state_chosen_in_the_office_is_an_answer_taken_down(cast, client, speaker):
    client.post(url("speaker_edit", speaker), typed_speaker(status="confirmed", was="asked"))
    speaker.refresh_from_db()
    assert (speaker.answered_at, speaker.taken_by) == (make.NOW, cast.coordinator)
    client.post(url("speaker_edit", speaker), typed_speaker(status="asked", was="confirmed"))
    speaker.refresh_from_db()
    assert (speaker.answered_at, speaker.taken_by) == (None, None)


def test_on_the_page_of_an_item_those_who_are_not_printed_are_marked(cast, client, speaker):
    make.speaker(cast.workshop, "Amos Keld", status="reserve")
    page = client.get(reverse("workshops:item_edit", args=[Item.objects.get().pk])).content.decode()
    assert "Amos Keld (reserve)" in page
    assert "Cllr Ruth Amery (" not in page


def test_the_table_costs_the_same_for_one_speaker_and_for_thirty(cast, client, speaker):
    counts = []
    for size in (1, 3, 30):
        while cast.workshop.speakers.count() < size:
            more = make.speaker(cast.workshop, status="withdrawn", answered_at=make.NOW, taken_by=cast.coordinator)
            more.items.set(speaker.items.all())
        with CaptureQueriesContext(connection) as asked:
            client.get(cast.workshop.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]


def test_delegates_see_no_brief_link_address_or_answer(cast, client, speaker):
    speaking.answer(speaker=speaker, comes=True, now=make.NOW)
    publish(cast)
    client.force_login(cast.participant)
    page = client.get(cast.workshop.get_absolute_url()).content.decode()
    assert "Cllr Ruth Amery" in page
    for secret in ("ruth@guests.example", "Ten minutes", "/speak", "By their link"):
        assert secret not in page
