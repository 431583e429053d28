"""Comments where an entry is shared, and the author's look with others' eyes."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.exceptions import NotShared
from challenges.models import Comment
from challenges.seen_as import Kind, seen_as
from challenges.services import comments
from cohorts.models import Membership, ProgrammeRole, SetMembership
from tests import factories as make

SAID = "Have you asked the bus company?"


@pytest.fixture
def entry(cast):
    """An entry of the participant's, shared with the set."""
    return make.entry(make.challenge(cast.participant_place), audience="set", learning_set=cast.set_a)


def share(entry, audience):
    entry.audience, entry.learning_set = audience, None
    entry.save()


def page(client, cast, role, challenge):
    client.force_login(cast.roles[role])
    return client.get(challenge.get_absolute_url()).content.decode()


def say(client, cast, role, entry, **form):
    client.force_login(cast.roles[role])
    sent = {"text": SAID, "key": uuid.uuid4()} | form
    return client.post(reverse("challenges:add_comment", args=[entry.pk]), sent)


def look(client, cast, challenge, kind):
    client.force_login(cast.participant)
    return client.get(reverse("challenges:see_as", args=[challenge.pk, kind])).content.decode()


def test_a_set_mate_comments_and_the_author_and_the_set_read_it(client, cast, entry):
    assert say(client, cast, "set_mate", entry)["Location"] == entry.get_absolute_url()
    for role in ("participant", "set_mate", "adviser"):
        shown = page(client, cast, role, entry.challenge)
        assert SAID in shown
        assert "Robin Ashworth" in shown
    assert SAID not in page(client, cast, "facilitator", entry.challenge)


def test_an_entry_that_nobody_else_reads_asks_for_no_comment(client, cast, entry):
    url = reverse("challenges:add_comment", args=[entry.pk])
    assert url in page(client, cast, "participant", entry.challenge)
    share(entry, "me")
    assert url not in page(client, cast, "participant", entry.challenge)


def test_the_same_form_sent_twice_is_one_comment(client, cast, entry):
    key = uuid.uuid4()
    assert [say(client, cast, "set_mate", entry, key=key).status_code for _ in range(2)] == [302, 302]
    assert Comment.objects.count() == 1
    assert say(client, cast, "adviser", entry, key=key).status_code == 422


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_empty_or_endless_comment_comes_back_as_typed(client, cast, entry, text):
    refused = say(client, cast, "set_mate", entry, text=text)
    assert refused.status_code == 422
    assert not Comment.objects.exists()


def test_whoever_cannot_read_the_entry_cannot_comment(client, cast, entry):
    assert say(client, cast, "facilitator", entry).status_code == 404
    with pytest.raises(NotShared):
        comments.comment(entry=entry, text=SAID, key=uuid.uuid4(), by=cast.facilitator, now=make.NOW)


def test_a_comment_goes_with_the_sharing_and_comes_back_with_it(client, cast, entry):
    make.comment(entry, cast.set_mate, SAID)
    share(entry, "facilitators")
    assert SAID not in page(client, cast, "participant", entry.challenge)
    assert SAID not in page(client, cast, "facilitator", entry.challenge)
    share(entry, "cohort")
    assert SAID in page(client, cast, "facilitator", entry.challenge)


def test_a_comment_goes_when_its_author_leaves_the_set(client, cast, entry):
    make.comment(entry, cast.set_mate, SAID)
    SetMembership.objects.filter(membership=cast.set_mate_place).update(left_at=make.NOW)
    assert SAID not in page(client, cast, "adviser", entry.challenge)


@pytest.mark.parametrize(("role", "status"), [("participant", 302), ("set_mate", 302), ("adviser", 404)])
def test_the_two_authors_delete_a_comment_and_nobody_else(client, cast, entry, role, status):
    said = make.comment(entry, cast.set_mate, SAID)
    client.force_login(cast.roles[role])
    assert client.post(reverse("challenges:delete_comment", args=[said.pk])).status_code == status
    assert Comment.objects.exists() is (status == 404)


def test_opening_the_address_of_a_deletion_deletes_nothing(client, cast, entry):
    said = make.comment(entry, cast.set_mate, SAID)
    client.force_login(cast.set_mate)
    assert client.get(reverse("challenges:delete_comment", args=[said.pk])).status_code == 405
    assert Comment.objects.exists()


def test_the_page_costs_the_same_with_one_comment_and_with_many(client, cast, entry):
    page(client, cast, "participant", entry.challenge)
    cost = []
    for number in (1, 12):
        for _ in range(number):
            made = make.entry(entry.challenge, audience="set", learning_set=cast.set_a)
            make.comment(made, cast.set_mate)
            make.comment(made, cast.adviser)
        with CaptureQueriesContext(connection) as queries:
            client.get(entry.challenge.get_absolute_url())
        cost.append(len(queries))
    assert cost[0] == cost[1]


# See it as


@pytest.mark.parametrize(
    ("kind", "role"),
    [("set-mate", "set_mate"), ("adviser", "adviser"), ("facilitator", "facilitator"), ("coordinator", "coordinator")],
)
@pytest.mark.parametrize("audience", ["me", "set", "facilitators", "cohort"])
def test_it_shows_what_that_person_gets_and_no_more(client, cast, kind, role, audience):
    challenge = make.challenge(cast.participant_place)
    for each in ("me", "set", "facilitators", "cohort"):
        readers = {"audience": each, "learning_set": cast.set_a if each == "set" else None}
        make.entry(challenge, happened=f"Words for {each}", **readers)
    shown, got = look(client, cast, challenge, kind), page(client, cast, role, challenge)
    words = f"Words for {audience}"
    assert (words in shown) is (words in got)
    assert cast.roles[role].full_name in shown


def test_a_sponsor_gets_no_page_and_the_author_is_told_so(client, cast):
    shown = look(client, cast, make.challenge(cast.participant_place, audience="cohort"), "sponsor")
    assert "They see nothing of it" in shown
    assert "One early-help offer" not in shown


@pytest.mark.parametrize("kind", list(Kind))
def test_where_nobody_has_the_part_a_stand_in_reads_what_they_would(client, cast, kind):
    challenge = make.challenge(cast.participant_place)
    words = {}
    for each in ("me", "set", "facilitators", "cohort"):
        readers = {"audience": each, "learning_set": cast.set_a if each == "set" else None}
        words[each] = make.entry(challenge, happened=f"Words for {each}", **readers).happened
    before = [each for each in words if words[each] in look(client, cast, challenge, kind)]
    SetMembership.objects.exclude(membership=cast.participant_place).update(left_at=make.NOW)
    Membership.objects.exclude(person=cast.participant).update(left_at=make.NOW)
    ProgrammeRole.objects.all().delete()
    shown = look(client, cast, challenge, kind)
    assert seen_as(kind, cast.participant_place).person is None
    assert [each for each in words if words[each] in shown] == before
    assert "Nobody has this part at the moment" in shown


def test_nothing_can_be_pressed_on_the_page_as_others_see_it(client, cast, entry):
    make.comment(entry, cast.set_mate, SAID)
    shown = look(client, cast, entry.challenge, "set-mate")
    assert SAID in shown
    assert "/comment/" not in shown
    assert "/share/" not in shown
    assert "/delete/" not in shown


def test_the_challenge_leads_there(client, cast, entry):
    shown = page(client, cast, "participant", entry.challenge)
    assert reverse("challenges:see_as", args=[entry.challenge.pk, "sponsor"]) in shown


def test_an_unknown_kind_of_reader_is_not_there(client, cast, entry):
    client.force_login(cast.participant)
    assert client.get(reverse("challenges:see_as", args=[entry.challenge.pk, "queen"])).status_code == 404
