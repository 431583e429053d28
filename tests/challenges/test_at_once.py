"""The same form from two phones at the same moment, on the database that really runs them at the same moment."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from challenges import services
from challenges.exceptions import AlreadySaid, AlreadySent, AlreadyWritten, DraftMoved, NoLongerAsked
from challenges.models import Challenge, Commitment, Disclosure, Draft, Entry, FilledCanvas, Map, SetNote
from challenges.services import canvases, disclosures, drafts, forgetting, maps, notes
from cohorts.models import Event
from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ALONE = {"audience": "me", "learning_set": None}


def test_an_entry_with_a_commitment_is_made_once():
    cast = assemble()
    challenge, now = make.challenge(cast.participant_place), timezone.now()
    sent = {
        "challenge": challenge,
        "words": {"mood": "slow"},
        "promise": {"text": "Ring", "due_on": None},
        "key": uuid.uuid4(),
        "by": cast.participant,
        "now": now,
        **ALONE,
    }
    given = at_once(*[lambda: services.add_entry(**sent)] * 4)
    assert given == [Entry.objects.get()] * 4
    assert (Commitment.objects.count(), Event.objects.count()) == (1, 2)


def test_a_first_draft_is_written_once():
    cast = assemble()
    words = {"title": "One offer", "statement": "Getting on"}
    sent = {"place": cast.participant_place, "words": words, "by": cast.participant, "now": timezone.now(), **ALONE}
    given = at_once(*[lambda: services.write_challenge(**sent)] * 4)
    assert sum(isinstance(one, AlreadyWritten) for one in given) == 3
    assert Challenge.objects.count() == 1


def test_a_commitment_is_carried_once():
    cast = assemble()
    made = make.commitment(cast.participant_place, challenge=make.challenge(cast.participant_place))
    now = timezone.now()
    said = {"commitment": made, "state": "carried", "outcome": "", "by": cast.participant, "now": now}
    given = at_once(*[lambda: services.say_how_it_went(carried_to=now.date(), **said)] * 4)
    assert sum(isinstance(one, AlreadySaid) for one in given) == 3
    assert Commitment.objects.filter(state="open").count() == 1


def test_a_keeping_and_a_sending_at_once_leave_an_entry_and_no_draft():
    cast = assemble()
    challenge, now, key, page = make.challenge(cast.participant_place), timezone.now(), uuid.uuid4(), uuid.uuid4()
    who = {"by": cast.participant, "now": now, "key": key, "page": page, "seen": 0}
    typed = {"kind": "entry", "fields": {"happened": "They listened."}}

    def keep():
        try:
            return drafts.keep(place=cast.participant_place, **typed, **who)
        except AlreadySent:
            return None

    def send():
        return drafts.send_entry(challenge=challenge, words={"happened": "They listened."}, **ALONE, **who)

    at_once(keep, send, keep, send)
    assert (Entry.objects.count(), Draft.objects.count()) == (1, 0)


def test_two_windows_keeping_at_once_make_one_draft_and_one_refusal():
    cast = assemble()
    key, now = uuid.uuid4(), timezone.now()

    def keep(text):
        asked = {"fields": {"happened": text}, "page": uuid.uuid4(), "seen": 0, "key": key, "kind": "entry", "now": now}
        try:
            drafts.keep(place=cast.participant_place, by=cast.participant, **asked)
        except DraftMoved:
            return "moved"
        return text

    said = at_once(lambda: keep("one"), lambda: keep("two"))
    assert sorted(said)[0] == "moved"
    assert Draft.objects.get().fields["happened"] in said


def test_a_new_version_of_a_map_is_begun_once_and_somebody_is_put_on_it_once():
    cast = assemble()
    by = {"by": cast.participant, "now": timezone.now()}
    challenge = make.challenge(cast.participant_place)
    make.stakeholder(make.map_of(challenge, began_at=timezone.now() - timedelta(days=30)))
    sent = {"challenge": challenge, "key": uuid.uuid4(), **ALONE, **by}
    made = at_once(*[lambda: maps.start_map(**sent)] * 4)
    assert made == [Map.objects.first()] * 4
    assert [one.stakeholders.count() for one in Map.objects.all()] == [1, 1]
    words = {"name": "Chair", "says": "both", "stands": "for"}
    somebody = {"on": made[0], "words": words, "influences": [], "key": uuid.uuid4(), **by}
    assert len(set(at_once(*[lambda: maps.add_stakeholder(**somebody)] * 4))) == 1
    assert list(made[0].stakeholders.values_list("number", flat=True)) == [1, 2]


def test_two_people_put_on_a_map_at_once_get_two_numbers():
    cast = assemble()
    on = make.map_of(make.challenge(cast.participant_place))
    words = {"name": "Chair", "says": "both", "stands": "for"}
    asked = {"on": on, "words": words, "influences": [], "by": cast.participant, "now": timezone.now()}
    at_once(*[lambda: maps.add_stakeholder(key=uuid.uuid4(), **asked)] * 4)
    assert list(on.stakeholders.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_canvas_is_filled_once():
    cast = assemble()
    challenge = make.challenge(cast.participant_place)
    sent = {"challenge": challenge, "canvas": "public-narrative", "answers": {"self": "Late"}, "key": uuid.uuid4()}
    by = {"by": cast.participant, "now": timezone.now()}
    given = at_once(*[lambda: canvases.fill_canvas(**sent, **ALONE, **by)] * 4)
    assert given == [FilledCanvas.objects.get()] * 4


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
    given = at_once(*[lambda: forgetting.forget(now=over).notes] * 4)
    assert sorted(given) == [0, 0, 0, 1]
    assert Event.objects.filter(verb="deleted notes of").count() == 1
