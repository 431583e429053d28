"""No role meets a token that is not for it: on pages, papers, calendars, in logs and on the trail."""

import logging
import re
import uuid

import pytest
from django.core import mail
from django.urls import reverse

from challenges.models import Challenge
from cohorts.models import Event
from tests import factories as make
from tests.canaries import planted
from tests.canaries.crawl import feed_of, read_everything, text_of
from tests.cast import ROLES
from workshops.sheet_list import BY_NAME, KINDS

TOKEN = re.compile(r"canary\w+?end")


@pytest.mark.parametrize("role", ["anonymous", *ROLES])
def test_each_role_meets_what_is_for_it_and_nothing_else(role, cast, client, caplog):
    words, rest = planted.plant(cast)
    if role != "anonymous":
        client.force_login(cast.roles[role])
    with caplog.at_level(logging.INFO):
        pages = read_everything(client, cast)
    met = {(token, path) for path, text in pages.items() for token in TOKEN.findall(text)}
    assert sorted((token, path) for token, path in met if token in words and role not in words[token]) == []
    assert {token for token, _ in met} & set(words) == {token for token, roles in words.items() if role in roles}
    assert TOKEN.findall(caplog.text) == []
    leaks = sorted((token, path) for token, path in met if token in rest and role not in rest[token])
    assert leaks == []
    assert any(planted.SOMEBODY in text for text in pages.values()) == (role in planted.ARRANGE_ROOMS)


@pytest.mark.parametrize("role", ROLES)
def test_a_calendar_fetched_without_a_sign_in_has_no_token_at_all(role, cast, client, caplog):
    planted.plant(cast)
    own = {"learning_set": cast.set_a, "kind": "set_meeting", "arrival": "canaryarrivalend", "bring": "canarybringend"}
    meeting = make.session(cast.cohort, "canarynameend", title="canarytitleend", **own)
    meeting.days.update(
        online_link="https://canarylinkend.example", online_host="canaryhostend", dial_in="canarydialend"
    )
    with caplog.at_level(logging.DEBUG):
        response = client.get(feed_of(cast.roles[role]))
    has_days = role not in {"sponsor", "strand_lead", "administrator", "withdrawn"}
    assert response.status_code == (200 if has_days else 404)
    assert TOKEN.findall(text_of(response).replace("\r\n ", "") + caplog.text) == []
    in_set = role in {"participant", "set_mate", "adviser", "office_contact"}
    assert ("Programme meeting" in text_of(response)) == in_set


@pytest.mark.parametrize(
    ("role", "sheet", "met"),
    [
        ("coordinator", "kitchen", {"canarydietend"}),
        ("coordinator", "access", {"canaryaccessend"}),
        ("coordinator", "rooming", {"canaryaccessend"}),
        ("facilitator", "kitchen", set()),
        ("facilitator", "access", {"canaryaccessend"}),
        ("facilitator", "rooming", set()),
        ("administrator", "access", set()),
        ("adviser", "access", set()),
    ],
)
def test_needs_stand_on_the_sheets_of_the_office_and_on_no_other(role, sheet, met, cast, client):
    planted.plant(cast)
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    client.force_login(cast.roles[role])
    sheets = {kind.name: text_of(client.get(f"/sessions/{residential.pk}/{kind.name}.pdf")) for kind in KINDS}
    needs = re.compile("canary(?:diet|access|mobile|emergency)end")
    assert set(needs.findall(sheets[sheet])) == met
    assert [name for name, text in sheets.items() if needs.search(text) and BY_NAME[name].place == "room"] == []


@pytest.mark.parametrize("why", ["address_locked", "shared_mailbox"])
def test_a_sign_in_that_does_not_open_words_meets_none(cast, client, why):
    words, _ = planted.plant(cast)
    setattr(cast.participant, why, True)
    cast.participant.save()
    client.force_login(cast.participant)
    met = {token for text in read_everything(client, cast).values() for token in TOKEN.findall(text)}
    assert met & set(words) == set()


def test_a_token_is_planted_in_every_model_of_words(cast):
    planted.plant(cast)
    for model in planted.models_of_words():
        assert model._default_manager.exists(), f"{model.__name__} holds no canary"


def test_neither_the_trail_nor_the_log_nor_the_mail_repeats_what_is_written(cast, client, caplog):
    client.force_login(cast.participant)
    words = {name: f"canary{name}end" for name in ("title", "statement", "why", "who", "progress_would_be", "themes")}
    with caplog.at_level(logging.DEBUG):
        url = reverse("challenges:write", args=[cast.participant_place.pk])
        assert client.post(url, words | {"audience": "nobody", "stage": "framed"}).status_code == 422
        assert client.post(url, words | {"audience": "me", "stage": "framed"}).status_code == 302
        challenge = Challenge.objects.get()
        entry = {name: f"canary{name}end" for name in ("tried", "happened", "next", "taught", "whom", "commitment")}
        sent = entry | {"audience": "cohort", "key": uuid.uuid4()}
        assert client.post(reverse("challenges:add_entry", args=[challenge.pk]), sent).status_code == 302
        typed = sent | {"happened": "canarytypedend", "key": uuid.uuid4(), "keep": "1"}
        assert client.post(reverse("challenges:add_entry", args=[challenge.pk]), typed).status_code == 302
        moved = {"stage": "tried", "changed": "canarychangedend", "more": "canarymoreend"}
        assert client.post(reverse("challenges:stage", args=[challenge.pk]), moved).status_code == 302
        marks = {"live": "unsure", "live_why": "canarywhyend", "audience": "me"}
        assert client.post(reverse("challenges:marks", args=[challenge.pk]), marks).status_code == 302
        promise = challenge.commitments.get()
        said = {"state": "changed", "outcome": "canaryoutcomeend"}
        assert client.post(reverse("challenges:how_it_went", args=[promise.pk]), said).status_code == 302
        client.force_login(cast.set_mate)
        assert client.post(reverse("challenges:edit", args=[challenge.pk]), words).status_code == 403
    trail = str(list(Event.objects.values()))
    assert "challenges.challenge" in trail
    assert TOKEN.findall(trail + caplog.text + str([str(message.message()) for message in mail.outbox])) == []


def test_an_error_page_repeats_nothing(cast, client, monkeypatch, caplog):
    challenge = make.challenge(cast.participant_place, "canarytitleend")
    client.force_login(cast.participant)
    client.raise_request_exception = False

    def broken(*args, **asked):
        raise RuntimeError("It broke.")

    monkeypatch.setattr("challenges.views.mine.challenge_page", broken)
    page = client.get(challenge.get_absolute_url())
    assert page.status_code == 500
    assert TOKEN.findall(page.content.decode() + caplog.text) == []
