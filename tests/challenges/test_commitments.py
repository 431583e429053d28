import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from challenges.models import Commitment
from tests import factories as make


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place)


def page_of(client, challenge):
    return client.get(challenge.get_absolute_url()).content.decode()


def test_a_commitment_is_for_a_date_or_for_the_next_meeting(client, challenge):
    url = reverse("challenges:add_commitment", args=[challenge.pk])
    day = timezone.localdate() + timedelta(days=10)
    client.post(url, {"text": "Ring the heads", "due_on": f"{day:%d/%m/%Y}", "audience": "me", "key": uuid.uuid4()})
    client.post(url, {"text": "Draft one page", "due_on": "", "audience": "cohort", "key": uuid.uuid4()})
    assert [(made.text, made.due_on) for made in Commitment.objects.order_by("pk")] == [
        ("Ring the heads", day),
        ("Draft one page", None),
    ]
    assert "by the next meeting" in page_of(client, challenge)


def test_open_ones_stand_first_by_date_and_the_next_meeting_last(client, cast, challenge):
    closed = make.commitment(
        cast.participant_place, "Done", challenge=challenge, state="done", closed_at=make.NOW, outcome="Went well"
    )
    meeting = make.commitment(cast.participant_place, "Meeting", challenge=challenge)
    later = make.commitment(cast.participant_place, "Later", challenge=challenge, due_on=make.date(2027, 3, 9))
    soon = make.commitment(cast.participant_place, "Soon", challenge=challenge, due_on=make.date(2027, 3, 2))
    page = client.get(challenge.get_absolute_url())
    assert page.context["commitments"] == [soon, later, meeting, closed]
    assert "Went well" in page.content.decode()


def test_a_date_gone_by_is_said_without_blame(client, cast, challenge):
    day = timezone.localdate() - timedelta(days=3)
    make.commitment(cast.participant_place, challenge=challenge, due_on=day)
    assert "was for " in page_of(client, challenge)
    assert "late" not in page_of(client, challenge).split("<main")[1]


def test_saying_how_it_went_twice_keeps_the_first_word(client, cast, challenge):
    made = make.commitment(cast.participant_place, challenge=challenge)
    url = reverse("challenges:how_it_went", args=[made.pk])
    client.post(url, {"state": "done", "outcome": "Both said yes."})
    page = client.post(url, {"state": "dropped", "outcome": "No"}, follow=True)
    made.refresh_from_db()
    assert (made.state, made.outcome) == ("done", "Both said yes.")
    assert "How that commitment went is on record already." in page.content.decode()


def test_carried_makes_a_new_open_one(client, cast, challenge):
    made = make.commitment(cast.participant_place, "Ring", challenge=challenge, audience="cohort")
    day = timezone.localdate() + timedelta(days=7)
    client.post(reverse("challenges:how_it_went", args=[made.pk]), {"state": "carried", "due_on": f"{day:%d %B %Y}"})
    again = Commitment.objects.get(state="open")
    assert (again.text, again.due_on, again.audience) == ("Ring", day, "cohort")


@pytest.mark.parametrize(("audience", "status"), [("cohort", 403), ("me", 404)])
@pytest.mark.parametrize("name", ["challenges:how_it_went", "challenges:share_commitment"])
def test_anothers_commitment_is_theirs(client, cast, name, audience, status):
    theirs = make.commitment(cast.set_mate_place, challenge=make.challenge(cast.set_mate_place), audience=audience)
    client.force_login(cast.participant)
    sent = {"state": "done", "audience": "cohort"}
    assert client.post(reverse(name, args=[theirs.pk]), sent).status_code == status
    theirs.refresh_from_db()
    assert (theirs.state, theirs.audience) == ("open", audience)
