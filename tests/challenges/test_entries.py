import uuid

import pytest
from django.urls import reverse

from challenges.exceptions import NotInThatSet
from challenges.models import Commitment, Entry
from challenges.services import drafts
from cohorts.models import Event, SetMembership
from tests import factories as make


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place)


@pytest.fixture
def url(challenge):
    return reverse("challenges:add_entry", args=[challenge.pk])


def test_the_form_chooses_no_mood_and_no_reader_but_oneself(client, url):
    form = client.get(url).context["form"]
    assert (form["mood"].value(), form["audience"].value()) == (None, "me")


def test_an_entry_joins_the_challenge_under_its_label(client, url, challenge, cast):
    sent = {"mood": "moving", "tried": "A visit", "audience": "facilitators", "key": uuid.uuid4()}
    page = client.post(url, sent, follow=True)
    html = page.content.decode()
    assert page.redirect_chain[0][0].startswith(f"/challenges/{challenge.pk}/#entry-")
    assert "Your progress entry is saved. Nobody is emailed about it." in html
    assert "A visit" in html
    assert "<b>Facilitators</b> can read this" in html


def test_a_form_sent_twice_makes_one_entry(client, url):
    key = client.get(url).context["form"]["key"].value()
    sent = {"mood": "moving", "commitment": "Ring the heads", "audience": "me", "key": key}
    first, second = client.post(url, sent), client.post(url, sent)
    assert first["Location"] == second["Location"]
    assert (Entry.objects.count(), Commitment.objects.count()) == (1, 1)


def test_two_forms_make_two_entries(client, url):
    for _ in range(2):
        client.post(url, {"mood": "slow", "audience": "me", "key": client.get(url).context["form"]["key"].value()})
    assert Entry.objects.count() == 2


def test_anothers_key_is_refused_and_shows_nothing_of_theirs(client, url, cast):
    theirs = make.entry(make.challenge(cast.set_mate_place), happened="Not for them")
    page = client.post(url, {"tried": "Mine", "audience": "me", "key": theirs.key})
    assert page.status_code == 422
    assert "Mine" in page.content.decode()
    assert "Not for them" not in page.content.decode()
    assert (Entry.objects.count(), Event.objects.count()) == (1, 0)


def test_another_sets_id_in_the_body_is_refused_whole(client, url, cast):
    sent = {"mood": "slow", "commitment": "Ring", "audience": "set", "learning_set": cast.set_b.pk, "key": uuid.uuid4()}
    page = client.post(url, sent)
    assert page.status_code == 422
    assert "Your set has changed." in page.content.decode()
    assert (Entry.objects.count(), Commitment.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_fields_that_the_form_does_not_have_change_nothing(client, url, cast, challenge):
    other = make.challenge(cast.set_mate_place)
    sent = {"mood": "slow", "audience": "me", "membership": cast.set_mate_place.pk, "challenge": other.pk}
    client.post(url, sent)
    made = Entry.objects.get()
    assert (made.challenge, made.membership) == (challenge, cast.participant_place)


def test_a_move_between_the_forms_check_and_the_saving_asks_again(client, url, cast, monkeypatch):
    real = drafts.send_entry

    def moved(**asked):
        SetMembership.objects.filter(membership=cast.participant_place).update(left_at=make.NOW)
        monkeypatch.setattr(drafts, "send_entry", real)
        raise NotInThatSet

    monkeypatch.setattr(drafts, "send_entry", moved)
    page = client.post(url, {"mood": "slow", "audience": "set", "learning_set": cast.set_a.pk, "key": uuid.uuid4()})
    assert page.status_code == 422
    assert "You are not in a set, so choose another reader." in page.content.decode()
    assert not Entry.objects.exists()
