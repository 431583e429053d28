"""Who comes to a set later: what they read of its notes, and who lets them in to the rest."""

from datetime import timedelta

import pytest
import time_machine

from challenges.exceptions import NotInThatSet, NotTheAuthor
from challenges.models import NoteAssent
from challenges.noting import newcomers
from challenges.services import notes
from cohorts.models import Event
from cohorts.services import sets
from tests import factories as make
from tests.challenges.test_notes import LATER, agree, newcomer, read_by, said, url

pytestmark = pytest.mark.django_db


def test_a_newcomer_reads_what_is_written_from_then_on(cast):
    make.set_note(cast.set_a, cast.participant_place, "Before")
    place = newcomer(cast)
    make.set_note(cast.set_a, cast.participant_place, "After", written_at=LATER + timedelta(minutes=1))
    assert read_by(place.person) == {"After"}


def test_a_newcomer_reads_earlier_notes_once_every_member_who_was_there_agrees(cast):
    make.set_note(cast.set_a, cast.participant_place, "Before")
    place = newcomer(cast)
    agree(cast, place, cast.participant)
    assert read_by(place.person) == set()
    agree(cast, place, cast.set_mate)
    assert read_by(place.person) == {"Before"}


def test_a_second_newcomer_needs_the_first_to_agree_too(cast):
    make.set_note(cast.set_a, cast.participant_place, "Before")
    first, second = newcomer(cast), newcomer(cast, "Wyn Tarrant", LATER + timedelta(days=1))
    agree(cast, second, cast.participant, cast.set_mate)
    assert read_by(second.person) == set()
    notes.let_in(learning_set=cast.set_a, newcomer=second, by=first.person, now=LATER + timedelta(days=2))
    assert read_by(second.person) == set()  # those who agreed before the newcomer came have not agreed
    for person in (cast.participant, cast.set_mate):
        notes.let_in(learning_set=cast.set_a, newcomer=second, by=person, now=LATER + timedelta(days=2))
    assert read_by(second.person) == {"Before"}
    assert read_by(first.person) == set()


def test_a_newcomer_is_told_that_there_is_more_and_not_that_there_is_nothing(cast, client):
    make.set_note(cast.set_a, cast.participant_place, "Before")
    client.force_login(newcomer(cast).person)
    page = said(client.get(url("set_notes", cast.set_a.pk)))
    assert "so what was written before is closed to you for now." in page
    assert "Nothing has been written since you came." in page
    assert "No notes yet" not in page


def test_where_nobody_is_left_who_was_there_the_notes_stay_closed(cast, client):
    make.set_note(cast.set_a, cast.participant_place, "Before")
    place = newcomer(cast)
    for gone in (cast.participant_place, cast.set_mate_place):
        sets.unseat(membership=gone, by=cast.coordinator, now=LATER)
    assert read_by(place.person) == set()
    client.force_login(place.person)
    assert "Nobody is left who was there then" in said(client.get(url("set_notes", cast.set_a.pk)))


def test_who_comes_back_is_a_newcomer_to_what_was_written_meanwhile_and_needs_a_new_yes(cast):
    make.set_note(cast.set_a, cast.set_mate_place, "Before")
    place = newcomer(cast)
    agree(cast, place, cast.participant, cast.set_mate)
    sets.unseat(membership=place, by=cast.coordinator, now=LATER + timedelta(days=1))
    back = LATER + timedelta(days=9)
    sets.seat(membership=place, learning_set=cast.set_a, by=cast.coordinator, now=back)
    assert read_by(place.person) == set()
    for person in (cast.participant, cast.set_mate):
        notes.let_in(learning_set=cast.set_a, newcomer=place, by=person, now=back)
    assert read_by(place.person) == {"Before"}


@pytest.mark.parametrize("role", ["adviser", "coordinator", "other_set"])
def test_only_members_who_were_there_let_somebody_in(role, cast):
    make.set_note(cast.set_a, cast.participant_place)
    place = newcomer(cast)
    with pytest.raises((NotTheAuthor, NotInThatSet)):
        agree(cast, place, cast.roles[role])
    with pytest.raises(NotTheAuthor):
        agree(cast, place, place.person)
    assert not NoteAssent.objects.exists()


@time_machine.travel(LATER + timedelta(days=1))
def test_the_page_says_whose_yes_is_missing_and_takes_it(cast, client):
    make.set_note(cast.set_a, cast.participant_place)
    place = newcomer(cast)
    agree(cast, place, cast.set_mate)
    client.force_login(cast.participant)
    page = said(client.get(url("set_notes", cast.set_a.pk)))
    assert "Agreed: Robin Ashworth." in page
    assert "Not yet: Sam Okafor." in page
    page = said(client.post(url("let_in", cast.set_a.pk, place.pk), follow=True))
    assert "You have agreed that Vic Marlow reads the earlier notes." in page
    assert newcomers(cast.set_a) == []


def test_saying_yes_twice_is_one_yes(cast):
    make.set_note(cast.set_a, cast.participant_place)
    place = newcomer(cast)
    agree(cast, place, cast.participant, cast.participant)
    assert NoteAssent.objects.count() == 1
    assert Event.objects.filter(model="challenges.noteassent").count() == 1
