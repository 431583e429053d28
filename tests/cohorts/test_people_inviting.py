"""Inviting from the list of people: everybody, or one; and nobody by a number that is none of theirs."""

import pytest

from cohorts.models import Invitation
from tests import factories as make
from tests.cohorts.test_people import url


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


def test_everyone_not_yet_invited_is_listed_first_and_then_invited(office, cast):
    Invitation.objects.create(membership=cast.set_mate_place, nonce="x", by=cast.coordinator, sent_at=make.NOW)
    page = office.get(url("invite", cast.cohort.pk)).content.decode()
    assert cast.participant.email in page
    assert cast.set_mate.email not in page
    assert cast.withdrawn.email not in page
    chosen = {"places": [cast.participant_place.pk, cast.other_set_place.pk]}
    page = office.post(url("invite", cast.cohort.pk), chosen, follow=True).content.decode()
    assert "2 invited" in page
    assert Invitation.objects.filter(membership__in=chosen["places"]).count() == 2


def test_one_person_is_invited_and_invited_again(office, cast):
    target, data = url("place_invite", cast.participant_place.pk), {"places": [cast.participant_place.pk]}
    office.post(target, data)
    office.post(target, data)
    assert Invitation.objects.get(membership=cast.participant_place).round == 2


@pytest.mark.parametrize("stranger", ["other_cohort_place", "withdrawn_place"])
def test_a_swapped_id_invites_nobody_at_all(office, cast, stranger):
    data = {"places": [cast.participant_place.pk, getattr(cast, stranger).pk]}
    response = office.post(url("invite", cast.cohort.pk), data)
    assert response.status_code == 422
    assert "Somebody chosen is invited already or has left" in response.content.decode()
    assert not Invitation.objects.exists()


def test_inviting_nobody_is_said(office, cast):
    response = office.post(url("invite", cast.cohort.pk), {})
    assert response.status_code == 422
    assert "Choose at least one person." in response.content.decode()


@pytest.mark.parametrize("pk", ["9" * 19, "9" * 400])
def test_a_number_longer_than_any_row_has_is_nobody(office, cast, pk):
    assert office.get(f"/people/{pk}/").status_code == 404
    response = office.post(url("invite", cast.cohort.pk), {"places": [pk]})
    assert response.status_code == 422
    assert not Invitation.objects.exists()
