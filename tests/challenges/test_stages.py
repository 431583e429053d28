import uuid

import pytest
from django.urls import reverse

from challenges.exceptions import KeyTaken
from challenges.models import StageMove
from challenges.services import stages
from cohorts.models import Event
from tests import factories as make

MOVE = {"stage": "piloted", "changed": "Two schools send one form.", "more": "Both heads said so."}


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place)


@pytest.fixture
def url(challenge):
    return reverse("challenges:stage", args=[challenge.pk])


def test_moving_to_a_stage_says_what_changed_and_keeps_the_date(client, url, challenge):
    html = client.post(url, MOVE, follow=True).content.decode()
    challenge.refresh_from_db()
    section = html[html.index('id="stages"') : html.index('id="commitments"')]
    assert challenge.stage == "piloted"
    assert "<h3>Piloted</h3>" in section
    assert "Two schools send one form." in section
    assert "Both heads said so." in section
    assert f'datetime="{StageMove.objects.get().at:%Y-%m-%d}"' in section


@pytest.mark.parametrize("missing", ["stage", "changed"])
def test_a_stage_without_what_changed_is_asked_for_again(client, url, challenge, missing):
    page = client.post(url, MOVE | {missing: ""})
    challenge.refresh_from_db()
    assert page.status_code == 422
    assert "Both heads said so." in page.content.decode()
    assert (challenge.stage, StageMove.objects.count(), Event.objects.count()) == ("framed", 0, 0)


def test_every_stage_stays_in_the_history_newest_first(client, challenge):
    make.stage_move(challenge, "tried", "First", at=make.NOW.replace(day=1))
    make.stage_move(challenge, "piloted", "Second")
    moves = client.get(challenge.get_absolute_url()).context["moves"]
    assert [(line.stage, line.move.changed) for line in moves] == [("Piloted", "Second"), ("Tried", "First")]


def test_a_stage_sent_twice_is_kept_once(client, url):
    sent = MOVE | {"key": uuid.uuid4()}
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    assert (StageMove.objects.count(), Event.objects.count()) == (1, 1)


def test_anothers_key_is_refused(cast, challenge):
    theirs = make.stage_move(make.challenge(cast.set_mate_place))
    with pytest.raises(KeyTaken):
        stages.move(challenge=challenge, **MOVE, key=theirs.key, by=cast.participant, now=make.NOW)


def test_what_changed_has_the_readers_of_the_challenge_and_the_date_those_who_know_of_it(client, cast, challenge):
    make.stage_move(challenge, "tried", "Not for them")
    client.force_login(cast.coordinator)
    html = client.get(challenge.get_absolute_url()).content.decode()
    assert "<h3>Tried</h3>" in html
    assert "What changed is not shared with you" in html
    assert "Not for them" not in html
    challenge.audience = "cohort"
    challenge.save()
    assert "Not for them" in client.get(challenge.get_absolute_url()).content.decode()


def test_who_knows_nothing_of_the_challenge_sees_no_stage(client, cast, challenge):
    make.stage_move(challenge, "tried", "Not for them")
    make.entry(challenge, happened="For all", audience="cohort")
    client.force_login(cast.other_set)
    html = client.get(challenge.get_absolute_url()).content.decode()
    assert "For all" in html
    assert "Tried" not in html


def test_editing_the_words_leaves_the_stage(client, challenge):
    words = {"title": "One offer", "statement": "Getting on.", "stage": "rolled_out", "audience": "me"}
    client.post(reverse("challenges:edit", args=[challenge.pk]), words)
    challenge.refresh_from_db()
    assert (challenge.title, challenge.stage) == ("One offer", "framed")
