from django.urls import reverse

from cohorts.models import Room, Venue
from tests import factories as make

FORM = {
    "name": "Harbour House",
    "address": "2 Quay Street",
    "directions": "Ten minutes from the station",
    "parking": "",
    "access": "Level entrance",
    "rooms-TOTAL_FORMS": "3",
    "rooms-INITIAL_FORMS": "0",
    "rooms-0-name": "Garden Room",
    "rooms-0-capacity": "30",
    "rooms-0-step_free": "on",
    "rooms-1-name": "Library",
}


def test_a_venue_is_made_with_its_rooms(client, cast):
    client.force_login(cast.coordinator)
    client.post(reverse("cohorts:venue_add", args=[cast.programme.pk]), FORM)
    venue = Venue.objects.get(name="Harbour House")
    assert list(venue.rooms.values_list("name", "capacity", "step_free")) == [
        ("Garden Room", 30, True),
        ("Library", None, False),
    ]


def test_a_room_with_a_capacity_but_no_name_is_said_and_nothing_is_saved(client, cast):
    client.force_login(cast.coordinator)
    form = FORM | {"rooms-1-name": "", "rooms-1-capacity": "12"}
    response = client.post(reverse("cohorts:venue_add", args=[cast.programme.pk]), form)
    assert response.status_code == 422
    assert "This field is required." in response.content.decode()
    assert not Venue.objects.filter(name="Harbour House").exists()


def test_rooms_are_corrected_added_and_removed_in_one_go(client, cast):
    venue = make.venue(cast.programme, "Harbour House")
    garden, library = (Room.objects.create(venue=venue, name=name) for name in ("Garden Room", "Library"))
    client.force_login(cast.facilitator)
    form = FORM | {
        "rooms-INITIAL_FORMS": "2",
        "rooms-0-id": garden.pk,
        "rooms-0-name": "Garden Room",
        "rooms-0-capacity": "24",
        "rooms-1-id": library.pk,
        "rooms-1-DELETE": "on",
        "rooms-2-name": "Orchard Room",
    }
    client.post(reverse("cohorts:venue_edit", args=[venue.pk]), form)
    assert list(venue.rooms.values_list("name", "capacity")) == [("Garden Room", 24), ("Orchard Room", None)]


def test_a_room_of_another_venue_is_refused_whole(client, cast):
    venue = make.venue(cast.programme, "Harbour House")
    foreign = Room.objects.create(venue=make.venue(cast.other_programme, "Elsewhere"), name="Vault")
    client.force_login(cast.coordinator)
    form = FORM | {"rooms-INITIAL_FORMS": "1", "rooms-0-id": foreign.pk, "rooms-0-name": "Mine now"}
    assert client.post(reverse("cohorts:venue_edit", args=[venue.pk]), form).status_code == 422
    assert Room.objects.get(pk=foreign.pk).name == "Vault"
