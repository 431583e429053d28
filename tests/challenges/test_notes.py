"""The notes of a set: who reads and changes them, who is let in to earlier ones, and when they end."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.exceptions import AlreadySent, ChangedMeanwhile, KeyTaken, NotInThatSet, NotTheAuthor
from challenges.models import SetNote
from challenges.services import notes
from cohorts.models import Event
from cohorts.services import people, sets
from cohorts.viewer import Viewer
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=7)


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def said(response):
    return response.content.decode()


def read_by(person):
    return {note.text for note in SetNote.objects.visible_to(Viewer(person))}


def newcomer(cast, name="Vic Marlow", at=LATER):
    """A participant who is seated in the set when notes are there already."""
    place = make.place(cast.cohort, make.person(name))
    sets.seat(membership=place, learning_set=cast.set_a, by=cast.coordinator, now=at)
    return place


def agree(cast, place, *by):
    for person in by:
        notes.let_in(learning_set=cast.set_a, newcomer=place, by=person, now=LATER)


def meeting(cast, **fields):
    return make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, **fields).days.get()


def write(cast, **fields):
    asked = {"learning_set": cast.set_a, "day": None, "text": "Ring first.", "key": uuid.uuid4(), "now": make.NOW}
    return notes.write(**{**asked, "by": cast.participant, **fields})


@pytest.mark.parametrize("role", ["participant", "set_mate", "adviser"])
def test_members_and_adviser_read_a_note_and_nobody_else_does(role, cast):
    make.set_note(cast.set_a, cast.participant_place)
    others = [r for r in cast.roles if r not in {"participant", "set_mate", "adviser"}]
    assert read_by(cast.roles[role]) == {"We agreed to ring first."}
    assert {r for r in others if read_by(cast.roles[r])} == set()


@pytest.mark.parametrize(
    "role", ["coordinator", "facilitator", "administrator", "other_set", "other_adviser", "sponsor"]
)
def test_outsiders_find_neither_page_nor_note(role, cast, client):
    note = make.set_note(cast.set_a, cast.participant_place, "Keep this among us")
    client.force_login(cast.roles[role])
    for path in (url("set_notes", cast.set_a.pk), url("edit_set_note", note.pk), url("add_set_note", cast.set_a.pk)):
        page = client.get(path)
        assert page.status_code == 404
        assert "Keep this" not in said(page)


def test_a_note_is_written_once_from_a_form_sent_twice(cast, client):
    client.force_login(cast.participant)
    sent = {"text": "Ring first.", "key": uuid.uuid4(), "day": meeting(cast).pk}
    for _ in range(2):
        page = client.post(url("add_set_note", cast.set_a.pk), sent, follow=True)
    assert "Your note is saved. Nobody is emailed about it." in said(page)
    assert "about the meeting of Wed 3 March" in said(page).replace("\xa0", " ")
    assert SetNote.objects.count() == 1


def test_the_same_form_with_other_words_is_kept_as_typed_and_can_become_a_second_note(cast, client):
    client.force_login(cast.participant)
    path, sent = url("add_set_note", cast.set_a.pk), {"text": "Ring first.", "key": str(uuid.uuid4())}
    client.post(path, sent)
    page = client.post(path, sent | {"text": "Write first."})
    assert page.status_code == 422
    assert "This was saved already, with other words." in said(page)
    assert "Write first." in said(page)
    client.post(path, {"text": "Write first.", "key": page.context["form"]["key"].value()})
    assert {note.text for note in SetNote.objects.all()} == {"Ring first.", "Write first."}


def test_a_form_of_somebody_else_writes_nothing(cast):
    key = write(cast).key
    with pytest.raises(KeyTaken):
        write(cast, by=cast.set_mate, key=key)
    with pytest.raises(AlreadySent):
        write(cast, text="Another", key=key)


def test_fifty_thousand_words_are_answered_with_both_numbers_and_stay_in_the_box(cast, client):
    client.force_login(cast.participant)
    text = "words " * 50_000
    page = client.post(url("add_set_note", cast.set_a.pk), {"text": text, "key": uuid.uuid4()})
    assert page.status_code == 422
    assert "This is 299999 characters; a note holds 20000." in said(page)
    assert said(page).count("words ") > 49_000
    assert not SetNote.objects.exists()


def test_an_empty_note_is_asked_for_words(cast, client):
    client.force_login(cast.adviser)
    page = client.post(url("add_set_note", cast.set_a.pk), {"text": "  ", "key": uuid.uuid4()})
    assert page.status_code == 422
    assert "Write the note." in said(page)


def test_a_note_is_about_a_meeting_of_this_set_and_of_no_other(cast, client):
    client.force_login(cast.participant)
    theirs = make.session(cast.cohort, "Theirs", kind="set_meeting", learning_set=cast.set_b).days.get()
    sent = {"text": "Ring first.", "key": uuid.uuid4(), "day": theirs.pk}
    assert client.post(url("add_set_note", cast.set_a.pk), sent).status_code == 422
    assert not SetNote.objects.exists()


def test_markup_is_shown_as_it_was_typed(cast, client):
    make.set_note(cast.set_a, cast.participant_place, "<script>alert(1)</script>")
    client.force_login(cast.set_mate)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said(client.get(url("set_notes", cast.set_a.pk)))


def test_a_changed_note_says_when(cast, client):
    note = make.set_note(cast.set_a, cast.participant_place)
    client.force_login(cast.participant)
    page = client.post(url("edit_set_note", note.pk), {"text": "Ring twice.", "seen": 1}, follow=True)
    assert "Ring twice." in said(page)
    assert "changed " in said(page)
    note.refresh_from_db()
    assert (note.written_at, note.revision) == (make.NOW, 2)


def test_a_second_window_is_told_and_both_texts_stand(cast, client):
    note = make.set_note(cast.set_a, cast.participant_place)
    client.force_login(cast.participant)
    client.post(url("edit_set_note", note.pk), {"text": "From the phone", "seen": 1})
    page = client.post(url("edit_set_note", note.pk), {"text": "From the desk", "seen": 1})
    assert page.status_code == 409
    assert "changed in another window" in said(page)
    assert "From the phone" in said(page)
    assert "From the desk" in said(page)
    again = {"text": "From the desk", "seen": page.context["form"]["seen"].value()}
    client.post(url("edit_set_note", note.pk), again)
    note.refresh_from_db()
    assert note.text == "From the desk"


def test_the_same_words_from_a_second_window_change_nothing(cast):
    note = write(cast)
    notes.change(note=note, text="Twice", seen=1, by=cast.participant, now=LATER)
    assert notes.change(note=note, text="Twice", seen=1, by=cast.participant, now=LATER).revision == 2
    with pytest.raises(ChangedMeanwhile):
        notes.change(note=note, text="Thrice", seen=1, by=cast.participant, now=LATER)


@pytest.mark.parametrize("role", ["set_mate", "adviser"])
def test_only_its_author_changes_or_deletes_a_note(role, cast, client):
    note = make.set_note(cast.set_a, cast.participant_place)
    client.force_login(cast.roles[role])
    assert client.post(url("edit_set_note", note.pk), {"text": "Mine now", "seen": 1}).status_code == 403
    assert client.post(url("delete_set_note", note.pk)).status_code == 403
    with pytest.raises(NotTheAuthor):
        notes.delete(note=note, by=cast.roles[role], now=make.NOW)
    assert SetNote.objects.get().text == "We agreed to ring first."


def test_a_deleted_note_is_gone_for_everybody(cast, client):
    note = make.set_note(cast.set_a, cast.participant_place)
    client.force_login(cast.participant)
    page = client.post(url("delete_set_note", note.pk), follow=True)
    assert "The note is deleted, for everybody." in said(page)
    assert not SetNote.objects.exists()


def test_who_leaves_the_set_loses_the_notes_at_once_also_their_own(cast, client):
    make.set_note(cast.set_a, cast.participant_place)
    client.force_login(cast.participant)
    sets.unseat(membership=cast.participant_place, by=cast.coordinator, now=LATER)
    assert client.get(url("set_notes", cast.set_a.pk)).status_code == 404
    assert read_by(cast.participant) == set()
    with pytest.raises(NotInThatSet):
        write(cast)


def test_a_departing_adviser_loses_the_notes_at_once_and_the_next_begins_with_none(cast):
    make.set_note(cast.set_a, cast.participant_place)
    sets.appoint_adviser(learning_set=cast.set_a, adviser=cast.other_adviser_place, by=cast.coordinator, now=LATER)
    assert read_by(cast.adviser) == set()
    assert read_by(cast.other_adviser) == set()
    agree(cast, cast.other_adviser_place, cast.participant, cast.set_mate)
    assert read_by(cast.other_adviser) == {"We agreed to ring first."}


def test_a_withdrawn_member_loses_the_notes_at_once(cast):
    make.set_note(cast.set_a, cast.participant_place)
    people.withdraw(place=cast.participant_place, by=cast.coordinator, now=LATER)
    assert read_by(cast.participant) == set()


def test_each_writes_a_line_on_each_level_of_learning_and_changes_it(cast, client):
    day = meeting(cast)
    client.force_login(cast.participant)
    lines = {"problem": "It is two problems.", "self": "I hurry.", "process": ""}
    client.post(url("look_back", day.pk), lines)
    page = said(client.post(url("look_back", day.pk), lines | {"self": "", "process": "We ask."}, follow=True))
    assert "Your lines are saved with the meeting." in page
    assert set(SetNote.objects.values_list("kind", "text")) == {
        ("problem", "It is two problems."),
        ("process", "We ask."),
    }
    assert "What have I learned about the challenge?" in page
    assert "I hurry." not in page


def test_a_second_line_on_a_level_is_refused_by_the_database(cast):
    day = meeting(cast)
    make.set_note(cast.set_a, cast.participant_place, day=day, kind="self")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.set_note(cast.set_a, cast.participant_place, day=day, kind="self")
    make.set_note(cast.set_a, cast.set_mate_place, day=day, kind="self")


def test_a_line_is_one_line(cast, client):
    client.force_login(cast.participant)
    page = client.post(url("look_back", meeting(cast).pk), {"self": "x" * 301})
    assert page.status_code == 422
    assert "x" * 301 in said(page)
    assert not SetNote.objects.exists()


def test_a_set_without_notes_says_so_and_offers_the_first(cast, client):
    client.force_login(cast.participant)
    page = said(client.get(url("set_notes", cast.set_a.pk)))
    assert "No notes yet" in page
    assert url("add_set_note", cast.set_a.pk) in page
    assert url("set_notes", cast.set_a.pk) in said(client.get(cast.set_a.get_absolute_url()))


def test_the_page_costs_the_same_for_one_note_and_for_many(cast, client):
    day = meeting(cast)

    def fill(number):
        for _ in range(number):
            place = newcomer(cast, f"Vic {uuid.uuid4()}")
            make.set_note(cast.set_a, cast.participant_place, day=day)
            make.set_note(cast.set_a, place, day=day, kind="self")

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url("set_notes", cast.set_a.pk))
        return len(queries)

    client.force_login(cast.set_mate)
    fill(1)
    once = cost()
    fill(5)
    assert cost() == once


def test_the_trail_names_no_words(cast):
    note = write(cast)
    notes.change(note=note, text="canary", seen=1, by=cast.participant, now=LATER)
    notes.delete(note=note, by=cast.participant, now=LATER)
    assert [event.verb for event in Event.objects.order_by("pk")] == ["wrote", "changed", "deleted"]
    assert "canary" not in str(list(Event.objects.values()))
