"""Notes and disclosures pressed at the same moment, on the database that really runs them at the same moment."""

import uuid
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from challenges.exceptions import NoLongerAsked
from challenges.models import Disclosure, SetNote
from challenges.services import disclosures, forgetting, notes
from cohorts.models import Event
from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def two_who_can_open(cast):
    lead = make.person("Maren Holt")
    make.coordinator(cast.programme, lead, "safeguarding")
    return make.set_note(cast.set_a, cast.participant_place), lead


def test_two_who_agree_at_once_open_it_once():
    cast, now = assemble(), timezone.now()
    note, lead = two_who_can_open(cast)
    second = make.person("Lou Ferris")
    make.coordinator(cast.programme, second)
    row = make.disclosure(note, lead, asked_at=now)

    def agree(by):
        try:
            return disclosures.agree(disclosure=row, by=by, now=now).agreed_by
        except NoLongerAsked:
            return None

    given = at_once(*[lambda: agree(cast.coordinator), lambda: agree(second)] * 2)
    assert given.count(None) == 3
    assert Disclosure.objects.get().agreed_by in given
    assert Event.objects.filter(verb="agreed to open").count() == 1


def test_withdrawn_and_agreed_at_once_it_is_one_of_both():
    cast, now = assemble(), timezone.now()
    note, lead = two_who_can_open(cast)
    row = make.disclosure(note, lead, asked_at=now)

    def press(verb, by):
        try:
            return verb(disclosure=row, by=by, now=now)
        except NoLongerAsked:
            return None

    given = at_once(lambda: press(disclosures.withdraw, lead), lambda: press(disclosures.agree, cast.coordinator))
    assert given.count(None) == 1
    row.refresh_from_db()
    assert (row.agreed_at is None) != (row.withdrawn_at is None)


def test_a_note_sent_four_times_is_one_and_the_last_yes_ends_them_all_once():
    cast, now = assemble(), timezone.now()
    sent = {"learning_set": cast.set_a, "day": None, "text": "Ring first.", "key": uuid.uuid4(), "now": now}
    given = at_once(*[lambda: notes.write(**sent, by=cast.participant)] * 4)
    assert given == [SetNote.objects.get()] * 4
    end = {"learning_set": cast.set_a, "agrees": True, "now": now}
    pressed = (lambda: notes.end(**end, by=cast.participant), lambda: notes.end(**end, by=cast.set_mate))
    assert sorted(at_once(*pressed), key=str) == [1, None]
    assert not SetNote.objects.exists()


def test_two_who_forget_at_once_leave_one_trace():
    cast = assemble()
    make.set_note(cast.set_a, cast.participant_place)
    over = datetime(2027, 11, 1, tzinfo=UTC)
    given = at_once(*[lambda: forgetting.notes(now=over)] * 4)
    assert sorted(given) == [0, 0, 0, 1]
    assert Event.objects.filter(verb="deleted notes of").count() == 1
