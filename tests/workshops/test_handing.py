"""A facilitator or a set adviser hands over to somebody else in one press."""

import pytest
from django.urls import reverse

from cohorts.exceptions import AlreadyLeft
from cohorts.models import ActionLearningSet, Event, Membership, Person
from tests import factories as make
from tests.factories import NOW
from workshops.models import DraftChange, Item
from workshops.services import handing, undo

NEW = {"name": "Tamsin Rowe", "email": "tamsin@west.example"}


@pytest.fixture
def facilitating(cast):
    return cast.cohort.memberships.get(role="facilitator", person=cast.facilitator)


def url(place):
    return reverse("workshops:place_hand_over", args=[place.pk])


def over(place, by, **to):
    return handing.hand_over(place=place, **(NEW | to), by=by, now=NOW)


def test_what_goes_over_is_shown_and_one_press_does_it(client, cast, facilitating):
    item = make.item(cast.workshop.days.get(), "Welcome", lead=cast.facilitator.name)
    client.force_login(cast.coordinator)
    assert f'href="{url(facilitating)}"' in client.get(f"/people/{cast.facilitator.pk}/").content.decode()
    assert "The items they lead in Workshop 1" in client.get(url(facilitating)).content.decode()
    page = client.post(url(facilitating), NEW, follow=True).content.decode()
    assert "Tamsin Rowe has taken over from Frances Dale" in page
    item.refresh_from_db()
    assert item.lead == "Tamsin Rowe"
    facilitating.refresh_from_db()
    assert facilitating.left_at
    assert Event.objects.get(verb="handed over").by == cast.coordinator


def test_the_next_request_of_the_one_before_is_refused_and_the_others_opens(client, cast, facilitating):
    client.force_login(cast.facilitator)
    assert client.get(cast.workshop.get_absolute_url()).status_code == 200
    over(facilitating, cast.coordinator)
    assert client.get(cast.workshop.get_absolute_url()).status_code == 404
    client.force_login(Person.objects.get(email="tamsin@west.example"))
    assert client.get(cast.workshop.get_absolute_url()).status_code == 200


def test_a_set_goes_to_the_new_adviser_who_reads_earlier_notes_only_when_the_set_agrees(cast):
    taking = over(cast.adviser_place, cast.coordinator)
    learning_set = ActionLearningSet.objects.get(pk=cast.set_a.pk)
    assert learning_set.adviser == taking
    assert learning_set.adviser_since == NOW


def test_names_on_what_is_over_and_in_other_cohorts_stay(cast, facilitating):
    past = make.session(cast.cohort, "Long ago", on=make.date(2027, 2, 2))
    other = make.session(make.cohort(cast.programme, "Other"), "Elsewhere")
    for session in (past, other, cast.workshop):
        make.item(session.days.get(), "Welcome", lead=cast.facilitator.name)
    over(facilitating, cast.coordinator)
    leads = dict(Item.objects.filter(title="Welcome").values_list("day__session__name", "lead"))
    assert leads == {"Long ago": "Frances Dale", "Elsewhere": "Frances Dale", "Workshop 1": "Tamsin Rowe"}


def test_the_new_names_can_be_undone_like_any_change(cast, facilitating):
    item = make.item(cast.workshop.days.get(), "Welcome", lead=cast.facilitator.name)
    over(facilitating, cast.coordinator)
    undo.undo(session=cast.workshop, change=DraftChange.objects.latest("pk").pk, by=cast.coordinator, now=NOW)
    item.refresh_from_db()
    assert item.lead == "Frances Dale"


def test_who_has_the_role_already_keeps_their_place(cast, facilitating):
    there = make.place(cast.cohort, make.person("Tamsin Rowe", email="tamsin@west.example"), "facilitator")
    assert over(facilitating, cast.coordinator, email="TAMSIN@west.example") == there
    assert Membership.objects.current().filter(person=there.person).count() == 1


def test_their_own_address_takes_nothing_over(client, cast, facilitating):
    client.force_login(cast.coordinator)
    response = client.post(url(facilitating), {"name": "Frances", "email": cast.facilitator.email.upper()})
    assert response.status_code == 422
    assert "the address of whoever hands over" in response.content.decode()


def test_two_who_press_at_once_hand_over_once(client, cast, facilitating):
    over(facilitating, cast.coordinator)
    with pytest.raises(AlreadyLeft):
        over(facilitating, cast.coordinator, email="else@west.example")
    assert not Person.objects.filter(email="else@west.example").exists()


def test_coaching_and_places_of_participants_are_not_handed_over(client, cast):
    client.force_login(cast.coordinator)
    for place in (cast.participant_place, cast.coach_place):
        assert client.get(url(place)).status_code == 404
