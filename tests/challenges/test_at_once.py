"""The same form from two phones at the same moment, on the database that really runs them at the same moment."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from challenges import services
from challenges.exceptions import AlreadySaid, AlreadySent, AlreadyWritten, DraftMoved
from challenges.models import Challenge, Commitment, Draft, Entry, FilledCanvas, Map
from challenges.services import canvases, drafts, maps
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
