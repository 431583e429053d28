from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.changing import change
from cohorts.models import Person, Programme, Room, Venue
from cohorts.trail import record


@transaction.atomic
def create_venue(
    *, programme: Programme, values: Mapping[str, Any], rooms: Sequence[Mapping[str, Any]], by: Person, now: datetime
) -> Venue:
    """A place with its rooms."""
    venue = Venue.objects.create(programme=programme, **values)
    Room.objects.bulk_create(Room(venue=venue, **room) for room in rooms)
    record(by, "created", venue, at=now, fields=[*values, "rooms"])
    return venue


@transaction.atomic
def change_venue(
    *,
    venue: Venue,
    values: Mapping[str, Any],
    rooms: Mapping[int, Mapping[str, Any]],
    added: Sequence[Mapping[str, Any]],
    removed: Sequence[int],
    by: Person,
    now: datetime,
) -> Venue:
    """Correct the place: `rooms` by id, `added` new ones, `removed` ids. Where a removed room was planned, none is."""
    venue, fields = change(venue, values)
    for pk, room in rooms.items():
        change(venue.rooms.get(pk=pk), room)
    Room.objects.bulk_create(Room(venue=venue, **room) for room in added)
    venue.rooms.filter(pk__in=removed).delete()
    record(by, "changed", venue, at=now, fields=[*fields, "rooms"])
    return venue
