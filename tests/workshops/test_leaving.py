"""Withdrawing: coaching that is still to come is cancelled and told, and what was offered is offered no longer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import CoachingPair
from tests import factories as make
from workshops.models import CoachingSlot, SessionDay
from workshops.services import slots

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(cast):
    """A date of the participant with the coach in a fortnight, and another time on offer."""
    soon = timezone.localdate() + timedelta(days=14)
    free = make.slot(cast.coach_place, on=soon)
    make.slot(cast.coach_place, on=soon + timedelta(days=1))
    return slots.book(slot=free, pair=cast.pair, by=cast.participant, now=timezone.now())


@pytest.mark.parametrize("role", ["participant", "coach"])
def test_the_page_says_what_ends_and_then_it_ends(client, cast, booked, role):
    there = reverse("workshops:place_withdraw", args=[getattr(cast, f"{role}_place").pk])
    client.force_login(cast.coordinator)
    page = client.get(there).content.decode()
    assert "Coaching that is cancelled" in page
    assert "Pat Lindqvist, Sam Okafor" in page
    client.post(there)
    assert SessionDay.objects.get(session=booked).cancelled_at
    assert CoachingPair.objects.get().ended_at
    standing = CoachingSlot.objects.filter(withdrawn_at=None)
    assert standing.count() == (0 if role == "coach" else 2)


def test_twice_is_once_and_a_date_that_is_over_stays(client, cast):
    past = timezone.now() - timedelta(days=30)
    slot = make.slot(cast.coach_place, on=(past + timedelta(days=14)).date())
    met = slots.book(slot=slot, pair=cast.pair, by=cast.participant, now=past)
    client.force_login(cast.coordinator)
    for _ in range(2):
        client.post(reverse("workshops:place_withdraw", args=[cast.coach_place.pk]))
    assert SessionDay.objects.get(session=met).cancelled_at is None


def test_nobody_is_told_of_coaching_where_there_is_none(client, cast):
    client.force_login(cast.coordinator)
    page = client.get(reverse("workshops:place_withdraw", args=[cast.set_mate_place.pk])).content.decode()
    assert "Withdraw Robin Ashworth" in page
    assert "Coaching" not in page
