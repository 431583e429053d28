from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Membership, SetMembership
from tests import factories as make


def html(client, url):
    return client.get(url).content.decode()


@pytest.fixture
def shared(cast):
    """What the set-mate wrote, under every label and for another set."""
    ours = {"audience": "set", "learning_set": cast.set_a}
    challenge = make.challenge(cast.set_mate_place, "For the set", **ours)
    make.entry(challenge, happened="For the cohort", audience="cohort", at=make.NOW - timedelta(days=1))
    make.entry(challenge, happened="For nobody", at=make.NOW)
    make.commitment(cast.set_mate_place, "For facilitators", challenge=challenge, audience="facilitators")
    make.commitment(
        cast.set_mate_place, "Promised the set", challenge=challenge, audience="set", learning_set=cast.set_a
    )
    make.commitment(cast.set_mate_place, "Elsewhere", challenge=challenge, audience="set", learning_set=cast.set_b)
    return challenge


@pytest.mark.parametrize("role", ["participant", "adviser"])
def test_the_set_reads_what_is_shared_with_it_or_with_the_cohort(client, cast, shared, role):
    client.force_login(cast.roles[role])
    page = html(client, cast.set_a.get_absolute_url())
    for words in ("Robin Ashworth", "Ines Calloway", "For the set", "For the cohort", "Promised the set"):
        assert words in page
    for words in ("For nobody", "For facilitators", "Elsewhere"):
        assert words not in page


def test_an_adviser_who_also_facilitates_reads_only_the_sets_words_here(client, cast, shared):
    make.place(cast.cohort, cast.adviser, Membership.Role.FACILITATOR)
    client.force_login(cast.adviser)
    assert "For facilitators" not in html(client, cast.set_a.get_absolute_url())


def test_what_members_shared_with_an_earlier_set_is_not_on_the_page_of_the_new(client, cast, shared):
    SetMembership.objects.filter(membership=cast.set_mate_place).update(left_at=make.NOW)
    SetMembership.objects.create(membership=cast.set_mate_place, learning_set=cast.set_b, joined_at=make.NOW)
    client.force_login(cast.other_set)
    page = html(client, cast.set_b.get_absolute_url())
    assert "Elsewhere" in page
    assert "For the set" not in page
    assert "Promised the set" not in page


def test_an_adviser_in_two_sets_sees_on_each_page_that_sets_words(client, cast, shared):
    cast.set_b.adviser = cast.adviser_place
    cast.set_b.save()
    client.force_login(cast.adviser)
    assert "Elsewhere" not in html(client, cast.set_a.get_absolute_url())


def test_the_limits_of_confidentiality_stand_on_the_page_with_the_lead(client, cast):
    cast.programme.safeguarding_name, cast.programme.safeguarding_phone = "Maren Holt", "01632 960147"
    cast.programme.save()
    client.force_login(cast.participant)
    page = html(client, cast.set_a.get_absolute_url())
    for words in ("Limits of confidentiality", "These cannot be removed.", "Maren Holt", "01632 960147"):
        assert words in page


def test_the_next_meeting_of_the_set_is_told(client, cast):
    day = timezone.localdate() + timedelta(days=9)
    make.session(cast.cohort, "Set meeting", on=day, kind="set_meeting", learning_set=cast.set_a)
    client.force_login(cast.participant)
    page = html(client, cast.set_a.get_absolute_url())
    assert f"Meets on {day:%a} {day.day} {day:%B}, 10:00 to 16:30" in page
    assert "Hartwell Hall" in page


def test_without_a_date_the_page_says_so(client, cast):
    client.force_login(cast.participant)
    assert "No meeting has a date yet." in html(client, cast.set_a.get_absolute_url())


@pytest.mark.parametrize("role", ["other_set", "facilitator", "coordinator", "administrator", "coach", "other_adviser"])
def test_the_page_is_not_there_for_anyone_else(client, cast, role):
    client.force_login(cast.roles[role])
    assert client.get(cast.set_a.get_absolute_url()).status_code == 404


def test_an_adviser_who_is_replaced_finds_nothing_at_the_next_request(client, cast):
    client.force_login(cast.adviser)
    assert client.get(cast.set_a.get_absolute_url()).status_code == 200
    cast.set_a.adviser = None
    cast.set_a.save()
    assert client.get(cast.set_a.get_absolute_url()).status_code == 404


def test_a_member_who_withdraws_finds_nothing_at_the_next_request(client, cast):
    client.force_login(cast.set_mate)
    assert client.get(cast.set_a.get_absolute_url()).status_code == 200
    Membership.objects.filter(pk=cast.set_mate_place.pk).update(left_at=make.NOW)
    assert client.get(cast.set_a.get_absolute_url()).status_code == 404


def test_without_a_seat_the_page_says_what_comes(client, cast):
    client.force_login(cast.other_cohort)
    assert "You are not in a set yet" in html(client, "/set/")


def test_with_a_seat_my_set_opens(client, cast):
    client.force_login(cast.participant)
    assert client.get("/set/")["Location"] == cast.set_a.get_absolute_url()


def test_who_sits_in_two_sets_chooses(client, cast):
    place = make.place(cast.second_cohort, cast.participant)
    other = make.learning_set(cast.second_cohort, "Set 9", None, [place])
    client.force_login(cast.participant)
    page = html(client, "/set/")
    assert cast.set_a.get_absolute_url() in page
    assert other.get_absolute_url() in page


def test_an_adviser_finds_the_sets_they_advise(client, cast):
    client.force_login(cast.adviser)
    page = html(client, "/sets/")
    assert "You advise 1 set" in page
    assert cast.set_a.get_absolute_url() in page
    assert cast.set_b.get_absolute_url() not in page
    cast.set_a.adviser = None
    cast.set_a.save()
    assert "No set is yours at the moment" in html(client, "/sets/")


def test_the_page_costs_the_same_for_one_member_three_and_thirty(client, cast, django_assert_max_num_queries):
    client.force_login(cast.participant)
    client.get(cast.set_a.get_absolute_url())
    make.commitment(cast.participant_place, audience="set", learning_set=cast.set_a)
    asked = []
    for more in (0, 2, 27):
        for n in range(more):
            place = make.place(cast.cohort, make.person(f"Member {n}"))
            SetMembership.objects.create(learning_set=cast.set_a, membership=place, joined_at=make.NOW)
            challenge = make.challenge(place, audience="set", learning_set=cast.set_a)
            make.entry(challenge, audience="cohort")
            make.commitment(place, challenge=challenge, audience="set", learning_set=cast.set_a)
        with django_assert_max_num_queries(15) as counted:
            client.get(cast.set_a.get_absolute_url())
        asked.append(len(counted))
    assert len(set(asked)) == 1


def test_the_door_of_a_set_is_its_own(cast):
    assert cast.set_a.get_absolute_url() == reverse("challenges:set", args=[cast.set_a.pk])
