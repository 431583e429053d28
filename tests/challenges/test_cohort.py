from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make


@pytest.fixture
def url(cast):
    return reverse("challenges:cohort", args=[cast.cohort.pk])


@pytest.fixture
def written(cast):
    challenge = make.challenge(cast.participant_place, "Kept title", stage="piloted")
    make.entry(challenge, happened="For facilitators", audience="facilitators", at=make.NOW - timedelta(days=4))
    make.entry(challenge, happened="For the cohort", audience="cohort", at=make.NOW - timedelta(days=9))
    make.entry(challenge, happened="Kept entry")
    make.commitment(cast.participant_place, "Kept promise", challenge=challenge)
    return challenge


def test_a_facilitator_sees_stages_dates_and_what_is_for_facilitators(client, cast, url, written):
    client.force_login(cast.facilitator)
    page = client.get(url).content.decode()
    assert "1 of 3 have written a challenge" in page
    for told in ("Piloted", "3, last Mon 22 February", "Thu 18 February", "Sat 13 February", "For facilitators"):
        assert told in page
    assert "Kept" not in page
    assert "For the cohort" not in page  # an older one: it stands on the challenge's own page


def test_the_programme_office_reads_only_what_is_for_the_cohort(client, cast, url, written):
    client.force_login(cast.coordinator)
    page = client.get(url).content.decode()
    assert "Piloted" in page
    assert "For the cohort" in page
    assert "For facilitators" not in page
    assert "Kept" not in page


@pytest.mark.parametrize(
    "role",
    ["participant", "set_mate", "adviser", "coach", "sponsor", "strand_lead", "administrator", "other_facilitator"],
)
def test_the_page_is_not_there_for_anyone_else(client, cast, url, written, role):
    client.force_login(cast.roles[role])
    assert client.get(url).status_code == 404


def test_a_cohort_without_participants_says_what_will_stand_here(client, cast):
    empty = make.cohort(cast.programme, "Spring 2028")
    client.force_login(cast.coordinator)
    page = client.get(reverse("challenges:cohort", args=[empty.pk])).content.decode()
    assert "No participants yet" in page


def test_the_page_costs_the_same_for_one_participant_three_and_thirty(client, cast, url, django_assert_max_num_queries):
    client.force_login(cast.facilitator)
    client.get(url)
    asked = []
    for more in (1, 2, 27):
        for n in range(more):
            challenge = make.challenge(make.place(cast.cohort, make.person(f"Member {n}")), audience="cohort")
            make.entry(challenge, audience="facilitators")
            make.entry(challenge)
            make.commitment(challenge.membership, challenge=challenge, audience="cohort")
        with django_assert_max_num_queries(14) as counted:
            client.get(url)
        asked.append(len(counted))
    assert len(set(asked)) == 1
