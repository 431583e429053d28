"""The pages of nominations: the office's and the one that strangers see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Invitation, Membership, Nomination
from cohorts.services import nomination_links as links
from cohorts.services import nominations as services
from tests import factories as make
from tests.cast import assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client):
    made = assemble()
    client.force_login(made.coordinator)
    return made


@pytest.fixture
def link(cast):
    far = timezone.localdate() + timedelta(days=30)
    return links.open_until(cohort=cast.cohort, closes_on=far, by=cast.coordinator, now=make.NOW)


def nominated(cast, name="Gwen Parry", **values):
    return services.nominate(cohort=cast.cohort, values=make.nominee(name, **values), by=cast.coordinator, now=make.NOW)


def waits(cast, name):
    return services.put_on_waiting_list(nomination=nominated(cast, name), by=cast.coordinator, now=make.NOW)


def starts(cast, day):
    """The cohort takes the three it has, and begins on `day`."""
    cast.cohort.places, cast.cohort.starts_on, cast.cohort.ends_on = 3, day, day + timedelta(days=200)
    cast.cohort.save()


def listed(client, cast):
    return client.get(reverse("cohorts:nominations", args=[cast.cohort.pk])).content.decode()


def address(link):
    return reverse("cohorts:nominate", args=[link.pk, links.token_of(link)])


def said_by_manager(**values):
    return {
        "name": "Gwen Parry",
        "email": "gwen@arden.example",
        "organisation": "Arden Trust",
        "line_manager": "Huw Parry",
        "line_manager_email": "huw@arden.example",
        "release": "on",
        **values,
    }


def test_the_office_takes_one_down_and_gives_the_place_in_two_forms(client, cast):
    client.post(reverse("cohorts:nomination_add", args=[cast.cohort.pk]), make.nominee(email="gwen@arden.example"))
    row = Nomination.objects.get()
    page = client.post(reverse("cohorts:nomination_accept", args=[row.pk]), {"invite": "on"}, follow=True)
    assert "Gwen Parry has a place. The invitation goes out" in page.content.decode()
    assert Invitation.objects.get().membership.person.email == "gwen@arden.example"


def test_a_place_without_the_tick_is_not_invited_to(client, cast):
    client.post(reverse("cohorts:nomination_accept", args=[nominated(cast).pk]))
    assert Membership.objects.filter(person__name="Gwen Parry").exists()
    assert not Invitation.objects.exists()


def test_the_place_that_somebody_gives_back_is_offered_to_the_first_who_waits(client, cast):
    starts(cast, timezone.localdate() + timedelta(days=7))
    first = waits(cast, "Ann Bell")
    waits(cast, "Cai Dee")
    press = reverse("cohorts:nomination_accept", args=[first.pk])
    assert press not in listed(client, cast)
    client.post(reverse("workshops:place_withdraw", args=[cast.set_mate_place.pk]))
    people = client.get(reverse("cohorts:cohort_people", args=[cast.cohort.pk])).content.decode()
    assert press in people
    page = listed(client, cast)
    assert press in page
    assert "Give Ann Bell the place and invite them" in page
    client.post(press, {"invite": "on"})
    assert Invitation.objects.get().membership.person.name == "Ann Bell"


def test_once_the_cohort_has_begun_nobody_is_offered(client, cast):
    starts(cast, timezone.localdate())
    waits(cast, "Ann Bell")
    client.post(reverse("workshops:place_withdraw", args=[cast.set_mate_place.pk]))
    assert "A place is free" not in listed(client, cast)


@pytest.mark.parametrize(
    ("email", "told"),
    [
        ("PARTICIPANT@cast.example", "is in the cohort already"),
        ("other_cohort@cast.example", "has a place in the programme, or had one"),
        ("withdrawn@cast.example", "has a place in the programme, or had one"),
    ],
)
def test_an_address_that_is_known_is_told_to_the_office(client, cast, email, told):
    nominated(cast, email=email)
    assert told in listed(client, cast)


def test_whoever_is_nominated_twice_is_told_to_the_office(client, cast):
    nominated(cast, email="gwen@arden.example")
    assert "more than once" not in listed(client, cast)
    nominated(cast, email="Gwen@Arden.example")
    assert listed(client, cast).count("is nominated more than once") == 2


def test_somebody_who_is_here_gets_no_second_place_and_the_page_says_why(client, cast):
    row = nominated(cast, email="participant@cast.example")
    page = client.post(reverse("cohorts:nomination_accept", args=[row.pk]), follow=True)
    assert "is a participant of this cohort already" in page.content.decode()


def test_what_was_answered_meanwhile_is_said(client, cast):
    row = nominated(cast)
    press = reverse("cohorts:nomination_decline", args=[row.pk])
    client.post(press, {"reason": "no_place"})
    page = client.post(press, {"reason": "criteria"}, follow=True)
    row.refresh_from_db()
    assert "was answered meanwhile" in page.content.decode()
    assert row.reason == "no_place"


def test_a_refusal_needs_one_of_the_reasons(client, cast):
    row = nominated(cast)
    response = client.post(reverse("cohorts:nomination_decline", args=[row.pk]), {"reason": "dislike"})
    row.refresh_from_db()
    assert (response.status_code, row.state) == (422, "new")


def test_the_list_costs_the_same_at_one_and_at_many(client, cast):
    nominated(cast)
    waits(cast, "Bo Bell")
    listed(client, cast)
    with CaptureQueriesContext(connection) as one:
        listed(client, cast)
    for number in range(12):
        waits(cast, f"Ann{number} Bell")
    with CaptureQueriesContext(connection) as many:
        listed(client, cast)
    assert len(many) == len(one)


def test_a_line_manager_nominates_without_signing_in(client, cast, link):
    client.logout()
    page = client.post(address(link), said_by_manager(), follow=True)
    row = Nomination.objects.get()
    assert "Thank you. The programme office has your nomination." in page.content.decode()
    assert (row.name, row.by, row.release_by, bool(row.release_on)) == ("Gwen Parry", None, "Huw Parry", True)


def test_release_that_is_not_agreed_is_left_open(client, cast, link):
    client.post(address(link), {**said_by_manager(), "release": ""})
    assert Nomination.objects.values_list("release_by", "release_on").get() == ("", None)


def test_the_public_page_says_the_same_of_whoever_is_named(client, cast, link):
    client.logout()
    pages = [
        client.post(address(link), said_by_manager(email=email), follow=True)
        for email in ("nobody@arden.example", "participant@cast.example", "participant@cast.example")
    ]
    said = {page.content.decode().split("<main")[1].split("csrfmiddlewaretoken")[0] for page in pages}
    assert len(said) == 1
    assert Nomination.objects.count() == 3


def test_a_link_in_wrong_hands_brings_no_more_than_the_office_can_answer(client, cast, link, monkeypatch):
    monkeypatch.setattr(links, "MOST", 1)
    assert client.post(address(link), said_by_manager()).status_code == 302
    refused = client.post(address(link), said_by_manager(name="Kit Sandiford"))
    assert refused.status_code == 422
    assert "No more are taken until the programme office has answered some" in refused.content.decode()
    assert "Kit Sandiford" in refused.content.decode()
    assert [one.name for one in cast.cohort.nominations.all()] == ["Gwen Parry"]


def test_a_wrong_line_is_shown_with_what_was_typed(client, cast, link):
    response = client.post(address(link), said_by_manager(email="gwen at arden"))
    assert response.status_code == 422
    assert "gwen at arden" in response.content.decode()
    assert not Nomination.objects.exists()


def test_a_link_that_was_replaced_or_taken_away_opens_nothing(client, cast, link):
    old = address(link)
    client.post(reverse("cohorts:nomination_link_renew", args=[cast.cohort.pk]))
    link.refresh_from_db()
    new = address(link)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    client.post(reverse("cohorts:nomination_link_close", args=[cast.cohort.pk]))
    assert client.post(new, said_by_manager()).status_code == 404
    assert not Nomination.objects.exists()


def test_after_its_last_day_it_says_that_it_is_closed(client, cast, link):
    link.closes_on = make.NOW.date().replace(year=2020)
    link.save()
    response = client.post(address(link), said_by_manager())
    assert response.status_code == 410
    assert "Nominations are closed" in response.content.decode()
    assert not Nomination.objects.exists()


def test_the_office_sees_the_link_and_until_when_it_is_open(client, cast, link):
    page = client.get(reverse("cohorts:nomination_link", args=[cast.cohort.pk])).content.decode()
    assert f"http://testserver{address(link)}" in page
    assert "Open until" in page
