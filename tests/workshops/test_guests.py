"""Guests: on the register, on a badge, in the kitchen's count."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.factories import NOW
from tests.workshops.acting import trail
from workshops.exceptions import AlreadyCancelled
from workshops.models import Guest
from workshops.services import guests
from workshops.sheet_data.badges import badges_sheet
from workshops.sheet_data.kitchen import kitchen_sheet
from workshops.sheet_data.register import register_sheet


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


@pytest.fixture
def guest(cast, day):
    return guests.add(day=day, name="Cllr Maud Penhale", organisation="Westmarsh Council", by=cast.coordinator, now=NOW)


def url(day):
    return reverse("workshops:guests", args=[day.pk])


def test_a_guest_is_added_from_the_register_and_removed(cast, client, day):
    client.force_login(cast.facilitator)
    register = client.get(reverse("workshops:attendance", args=[day.pk])).content.decode()
    assert f'href="{url(day)}"' in register
    page = client.post(url(day), {"name": "Maud Penhale", "organisation": "Westmarsh"}, follow=True).content.decode()
    assert "1 guest is expected" in page
    assert "Maud Penhale" in client.get(reverse("workshops:attendance", args=[day.pk])).content.decode()
    gone = client.post(reverse("workshops:guest_remove", args=[Guest.objects.get().pk]), follow=True)
    assert "No guests are expected" in gone.content.decode()
    assert not Guest.objects.exists()


def test_who_added_them_is_in_the_trail(cast, guest):
    assert trail(guest) == [("added", ["name", "organisation"])]


def test_pressing_twice_is_one_guest(cast, day, guest):
    guests.add(day=day, name=guest.name, organisation=guest.organisation, by=cast.facilitator, now=NOW)
    assert Guest.objects.get().by == cast.coordinator


def test_a_name_is_needed_and_what_was_typed_stays(cast, client, day):
    client.force_login(cast.coordinator)
    response = client.post(url(day), {"name": "", "organisation": "Westmarsh Council"})
    assert response.status_code == 422
    assert 'value="Westmarsh Council"' in response.content.decode()


def test_nobody_is_expected_on_a_cancelled_day(cast, client, day):
    day.cancelled_at = NOW
    day.save()
    with pytest.raises(AlreadyCancelled):
        guests.add(day=day, name="Maud", organisation="", by=cast.coordinator, now=NOW)
    client.force_login(cast.coordinator)
    assert "nobody is expected" in client.post(url(day), {"name": "Maud"}, follow=True).content.decode()
    assert not Guest.objects.exists()


def test_they_stand_on_the_printed_register_on_a_badge_and_in_the_kitchens_count(cast, guest):
    (register,) = register_sheet(cast.workshop, None, now=NOW)["days"]
    assert {"name": "Cllr Maud Penhale", "post": "Guest, Westmarsh Council"} in register["others"]
    badges = [badge for badge in badges_sheet(cast.workshop, None, now=NOW)["people"] if badge["role"] == "Guest"]
    assert [(badge["call"], badge["post"]) for badge in badges] == [("Maud", "Westmarsh Council")]
    (kitchen,) = kitchen_sheet(cast.workshop, None, now=NOW)["days"]
    assert kitchen["expected"].endswith(", 1 of them a guest")


def test_a_guest_of_both_days_has_one_badge(cast):
    both = make.session(cast.cohort, "Residential", kind="residential", days=2)
    for day in both.days.all():
        guests.add(day=day, name="Maud Penhale", organisation="", by=cast.coordinator, now=NOW)
    assert [one["role"] for one in badges_sheet(both, None, now=NOW)["people"]].count("Guest") == 1


def test_a_set_and_coaching_have_no_guests(cast, client):
    meeting = make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a)
    for who in (cast.coordinator, cast.adviser):
        client.force_login(who)
        assert client.get(url(meeting.days.get())).status_code == 404
