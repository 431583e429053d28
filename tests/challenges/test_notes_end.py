"""When the notes of a set end: three months after the cohort, or when every member has said so."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from challenges.exceptions import NotesClosed
from challenges.keeping import notes_go_on
from challenges.models import NotesEnd, SetNote
from challenges.noting import ending
from challenges.services import notes
from tests import factories as make
from tests.challenges.test_notes import said, url, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ends", "goes"),
    [
        (date(2027, 7, 31), date(2027, 10, 31)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 3, 31)),
    ],
)
def test_notes_go_three_months_after_the_end(ends, goes):
    assert notes_go_on(ends) == goes


def test_the_day_is_said_beside_the_box_and_beside_the_notes(cast, client):
    client.force_login(cast.participant)
    for name in ("set_notes", "add_set_note"):
        page = said(client.get(url(name, cast.set_a.pk))).replace("\xa0", " ")
        assert "31 October 2027" in page
        assert "not even the programme office" in page


def test_nothing_is_written_that_would_be_deleted_at_once(cast, client):
    with pytest.raises(NotesClosed):
        write(cast, now=datetime(2027, 10, 31, 0, 30, tzinfo=UTC))
    write(cast, now=datetime(2027, 10, 30, 22, 30, tzinfo=UTC))
    cast.cohort.starts_on, cast.cohort.ends_on = date(2020, 1, 1), date(2020, 6, 1)
    cast.cohort.save()
    client.force_login(cast.participant)
    page = client.post(url("add_set_note", cast.set_a.pk), {"text": "Late words", "key": uuid.uuid4()})
    assert page.status_code == 422
    assert "The time for notes of this set is over." in said(page)
    assert "Late words" in said(page)
    assert "None is added any more." in said(client.get(url("set_notes", cast.set_a.pk)))


def test_all_notes_go_once_every_member_has_said_so(cast, client):
    make.set_note(cast.set_a, cast.participant_place)
    make.set_note(cast.set_b, cast.other_set_place)
    client.force_login(cast.participant)
    page = said(client.post(url("end_set_notes", cast.set_a.pk), {"agree": "yes"}, follow=True))
    assert "All notes are deleted once every member has." in page
    assert SetNote.objects.count() == 2
    client.force_login(cast.set_mate)
    page = said(client.post(url("end_set_notes", cast.set_a.pk), {"agree": "yes"}, follow=True))
    assert "Every member has said yes: 1 note is deleted." in page
    assert SetNote.objects.get().learning_set == cast.set_b
    assert not NotesEnd.objects.exists()


def test_a_yes_to_the_end_is_taken_back_and_grows_old(cast):
    make.set_note(cast.set_a, cast.participant_place)
    asked = {"learning_set": cast.set_a, "now": make.NOW}
    notes.end(agrees=True, by=cast.participant, **asked)
    notes.end(agrees=False, by=cast.participant, **asked)
    assert notes.end(agrees=True, by=cast.set_mate, **asked) is None
    asked["now"] = make.NOW + timedelta(days=15)
    assert notes.end(agrees=True, by=cast.participant, **asked) is None
    assert [place.person for place in ending(cast.set_a, asked["now"]).yes] == [cast.participant]
    assert SetNote.objects.count() == 1


def test_the_adviser_does_not_end_the_notes_and_is_told_who_does(cast, client):
    client.force_login(cast.adviser)
    assert "The members decide this" in said(client.get(url("end_set_notes", cast.set_a.pk)))
    assert client.post(url("end_set_notes", cast.set_a.pk), {"agree": "yes"}).status_code == 403
    assert not NotesEnd.objects.exists()
