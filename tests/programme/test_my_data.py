import json
import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.models import Event, Membership, Needs, Person
from programme.my_data import EXEMPT, KEPT, everything
from tests import factories as make
from tests.canaries import planted
from tests.cast import ROLES
from tests.factories import NOW

PAGE = "/me/data/"
OWN_BUT_ON_NO_PAGE = {  # closed feedback; a rule since replaced, and a comment on what is no longer shared with them
    "participant": {"canarysaidend", "canaryfewclosedend"},
    "set_mate": {"canaryearlierend", "canarygoneend"},
}
TOKEN = re.compile(r"canary\w+?end")


def file(client, person):
    """(page, JSON) of the ZIP that `person` gets."""
    client.force_login(person)
    archive = ZipFile(BytesIO(client.post(PAGE).content))
    return archive.read("my-data.html").decode(), json.loads(archive.read("my-data.json"))


def test_one_file_holds_what_i_wrote_and_what_is_kept_about_me(client, cast):
    challenge = make.challenge(cast.participant_place, title="One early-help offer")
    make.stakeholder(make.map_of(challenge), name="Lead member")
    Needs.objects.create(membership=cast.participant_place, diet="No nuts", entered_by=cast.coordinator, at=NOW)
    page, kept = file(client, cast.participant)
    assert kept["cohorts.person"][0]["email"] == cast.participant.email
    assert kept["challenges.challenge"][0]["title"] == "One early-help offer"
    assert kept["challenges.stakeholder"][0]["name"] == "Lead member"
    assert kept["cohorts.needs"][0]["diet"] == "No nuts"
    assert kept["cohorts.membership"][0]["cohort"] == cast.cohort.name
    assert all(words in page for words in ("One early-help offer", "Lead member", "No nuts", "Sam Okafor"))


def test_nothing_that_others_wrote_is_in_it(client, cast):
    entry = make.entry(make.challenge(cast.participant_place))
    make.comment(entry, cast.set_mate, "Have you asked the bus company?")
    make.coaching_note(cast.pair, cast.coach_place, "We spoke of time.")
    page, kept = file(client, cast.participant)
    assert not {"challenges.comment", "challenges.coachingnote"} & set(kept)
    assert "bus company" not in page
    assert "bus company" in file(client, cast.set_mate)[0]


@pytest.mark.parametrize("role", ROLES)
def test_no_file_holds_a_word_that_its_owner_may_not_read(client, cast, role):
    words, _ = planted.plant(cast)
    page, kept = file(client, cast.roles[role])
    met = set(TOKEN.findall(page + json.dumps(kept))) & set(words)
    assert {token for token in met if role not in words[token]} == OWN_BUT_ON_NO_PAGE.get(role, set())
    assert bool(met) == (role in {"participant", "set_mate", "other_set", "adviser", "coach"})


def test_no_secret_that_signs_somebody_in_is_in_it(client, cast):
    Person.objects.filter(pk=cast.participant.pk).update(feed_nonce="feed-secret", reply_nonce="reply-secret")
    page, kept = file(client, Person.objects.get(pk=cast.participant.pk))
    assert "secret" not in page + json.dumps(kept)


def test_markup_that_somebody_wrote_stays_words(client, cast):
    make.challenge(cast.participant_place, title="<script>alert(1)</script>")
    page, kept = file(client, cast.participant)
    assert "<script>" not in page
    assert kept["challenges.challenge"][0]["title"] == "<script>alert(1)</script>"


def test_that_it_was_taken_stands_in_the_trail(client, cast):
    file(client, cast.participant)
    assert Event.objects.get(verb="downloaded").by == cast.participant


def test_who_left_takes_their_writing_for_thirty_days(cast):
    make.challenge(cast.withdrawn_place)
    labels = [kind["label"] for kind in everything(cast.withdrawn, NOW + timedelta(days=29))]
    assert "challenges.challenge" in labels
    labels = [kind["label"] for kind in everything(cast.withdrawn, NOW + timedelta(days=31))]
    assert "challenges.challenge" not in labels
    assert "cohorts.person" in labels


def test_a_code_in_a_shared_mailbox_does_not_open_it(client, cast):
    Person.objects.filter(pk=cast.participant.pk).update(shared_mailbox=True)
    client.force_login(cast.participant)
    response = client.post(PAGE)
    assert response.status_code == 403
    assert "This needs to be you" in response.content.decode()


def test_my_details_lead_to_it_and_it_says_what_is_in_it(client, cast):
    client.force_login(cast.participant)
    assert f'href="{PAGE}"' in client.get("/me/").content.decode()
    assert "What others wrote, and other people’s names." in client.get(PAGE).content.decode()


def test_every_model_about_somebody_is_kept_or_exempt_for_a_reason():
    known = set(KEPT) | set(EXEMPT)
    assert {model._meta.label_lower for model in apps.get_models() if is_about_somebody(model)} - known == set()
    assert not set(KEPT) & set(EXEMPT)
    assert all(EXEMPT.values())


def is_about_somebody(model):
    """Whether a row says who it is of: by a key to a person or a place, or as a part of what somebody wrote."""
    keys = {field.related_model for field in model._meta.fields if field.is_relation}
    parts = {apps.get_model(f"challenges.{name}") for name in ("challenge", "map", "trace", "entry", "commitment")}
    return model in (Person,) or bool(keys & {Person, Membership, *parts})


def test_many_rows_cost_the_queries_of_one(cast, django_assert_num_queries):
    challenge = make.challenge(cast.participant_place)
    make.entry(challenge)
    with CaptureQueriesContext(connection) as one:
        everything(cast.participant, NOW)
    for _ in range(5):
        make.entry(challenge)
    with django_assert_num_queries(len(one)):
        everything(cast.participant, NOW)
