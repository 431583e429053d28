"""The practice diary: visits, shadowing, meetings, reading, in the same box and for the same readers."""

import uuid

import pytest
from django.urls import reverse

from challenges.models import Entry
from tests import factories as make


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place)


def add(client, challenge, **sent):
    url = reverse("challenges:add_entry", args=[challenge.pk])
    return client.post(url, {"audience": "me", "key": uuid.uuid4()} | sent, follow=True)


def test_a_visit_says_where_and_what_it_taught(client, challenge):
    sent = {"kind": "visit", "whom": "Harbour family hub", "taught": "The door matters more than the form."}
    html = add(client, challenge, **sent).content.decode()
    assert "<h3>Visit</h3>" in html
    assert "Harbour family hub" in html
    assert '<b dir="ltr">It taught me:</b> The door matters more than the form.' in html


def test_an_entry_without_a_kind_is_one_of_progress(client, challenge):
    add(client, challenge, mood="slow")
    assert Entry.objects.get().kind == "progress"


@pytest.mark.parametrize("sent", [{"kind": "visit"}, {"kind": "reading", "whom": "A book"}])
def test_a_kind_or_a_name_alone_says_nothing(client, challenge, sent):
    page = add(client, challenge, **sent)
    assert page.status_code == 422
    assert not Entry.objects.exists()


def test_a_kind_that_does_not_exist_is_refused(client, challenge):
    assert add(client, challenge, kind="holiday", happened="x").status_code == 422


def log(client, challenge, kind):
    page = client.get(f"{challenge.get_absolute_url()}?kind={kind}")
    return [line.entry.happened for line in page.context["log"]]


def test_the_log_is_narrowed_to_a_kind_or_to_the_diary(client, challenge):
    for kind in ("progress", "visit", "reading"):
        make.entry(challenge, happened=kind, kind=kind)
    assert log(client, challenge, "visit") == ["visit"]
    assert sorted(log(client, challenge, "diary")) == ["reading", "visit"]
    assert len(log(client, challenge, "")) == len(log(client, challenge, "holiday")) == 3


def test_a_reader_is_offered_only_the_kinds_that_they_may_read(client, cast, challenge):
    make.entry(challenge, kind="visit")
    make.entry(challenge, kind="meeting", audience="cohort")
    make.entry(challenge, audience="cohort")
    client.force_login(cast.facilitator)
    kinds = [value for value, _ in client.get(challenge.get_absolute_url()).context["kinds"]]
    assert kinds == ["progress", "meeting"]


def test_one_kind_alone_is_not_narrowed(client, challenge):
    make.entry(challenge)
    assert client.get(challenge.get_absolute_url()).context["kinds"] == []
