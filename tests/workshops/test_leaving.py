"""Withdrawing: coaching that is still to come is cancelled and told, and what was offered is offered no longer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import CoachingPair, Membership, SetMembership
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


# Somebody else takes the place


@pytest.fixture
def before(cast, client):
    """The cohort starts in a week."""
    cast.cohort.starts_on = timezone.localdate() + timedelta(days=7)
    cast.cohort.ends_on = cast.cohort.starts_on + timedelta(days=200)
    cast.cohort.save()
    client.force_login(cast.coordinator)
    return reverse("workshops:place_substitute", args=[cast.participant_place.pk])


SOMEBODY = {"name": "Ann Bell", "email": "ann@arden.example", "organisation": "Arden Trust", "invite": "on"}


def test_somebody_else_takes_seat_and_cost_code_and_not_the_release(client, cast, before):
    terms = {"cost_code": "CC 41", "purchase_order": "PO 7", "release_by": "Huw Parry"}
    Membership.objects.filter(pk=cast.participant_place.pk).update(**terms)
    page = client.post(before, SOMEBODY, follow=True).content.decode()
    assert "Ann Bell has the place that Sam Okafor had." in page
    made = Membership.objects.get(person__name="Ann Bell")
    assert (made.cost_code, made.purchase_order, made.release_by) == ("CC 41", "PO 7", "")
    assert str(made.organisation) == "Arden Trust"
    assert SetMembership.objects.get(membership=made).learning_set == cast.set_a
    assert made.invitation.accepted_at is None
    cast.participant_place.refresh_from_db()
    assert cast.participant_place.left_at
    assert not SetMembership.objects.current().filter(membership=cast.participant_place).exists()


def test_what_the_one_before_wrote_is_not_theirs(client, cast, before):
    said = make.challenge(cast.participant_place, statement="Told to nobody else.")
    client.post(before, SOMEBODY)
    client.force_login(Membership.objects.get(person__name="Ann Bell").person)
    assert client.get(said.get_absolute_url()).status_code == 404


def test_the_coaching_of_the_one_before_is_said_and_cancelled(client, cast, booked, before):
    assert "Coaching that is cancelled" in client.get(before).content.decode()
    client.post(before, SOMEBODY)
    assert SessionDay.objects.get(session=booked).cancelled_at


def test_whoever_is_here_already_takes_no_second_place(client, cast, before):
    response = client.post(before, {**SOMEBODY, "email": "SET_MATE@cast.example"})
    assert response.status_code == 422
    assert "has that role in this cohort already" in response.content.decode()
    cast.participant_place.refresh_from_db()
    assert cast.participant_place.left_at is None


def test_a_place_is_handed_on_once(client, cast, before):
    client.post(before, SOMEBODY)
    page = client.post(before, {**SOMEBODY, "email": "other@arden.example"}, follow=True).content.decode()
    assert "Sam Okafor has no place any more." in page
    assert not Membership.objects.filter(person__email="other@arden.example").exists()


def test_after_the_start_no_place_is_handed_on(client, cast, before):
    cast.cohort.starts_on = timezone.localdate()
    cast.cohort.save()
    assert "The cohort has started" in client.get(before).content.decode()
    client.post(before, SOMEBODY)
    assert not Membership.objects.filter(person__name="Ann Bell").exists()
    person = client.get(reverse("cohorts:person", args=[cast.participant.pk])).content.decode()
    assert before not in person


def test_before_the_start_the_page_of_a_person_leads_to_it(client, cast, before):
    person = client.get(reverse("cohorts:person", args=[cast.participant.pk])).content.decode()
    assert before in person
