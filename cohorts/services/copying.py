"""A programme or a cohort as the start of the next: what the office has set up, and none of the people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cohorts.exceptions import NameTaken
from cohorts.models import Cohort, Event, Logo, OwnColumn, PartnerBody, Person, Programme, Room, Venue
from cohorts.services.programmes import create_programme
from cohorts.trail import record

TWICE = timedelta(hours=1)  # long enough for whoever goes back in the browser and presses again
OFFICE = ("office_name", "office_phone", "office_email", "safeguarding_name", "safeguarding_phone")
FACTS = ("region", "aim", "vision", "holidays", *OFFICE)
OF_A_VENUE = ("name", "address", "directions", "parking", "access")
OF_A_ROOM = ("name", "capacity", "layout", "step_free", "hearing_loop")


@dataclass(frozen=True)
class Places:
    """Where the venues and rooms of a programme are in its copy, by id; in the programme itself they are themselves."""

    venues: Mapping[int, int] = field(default_factory=dict)
    rooms: Mapping[int, int] = field(default_factory=dict)

    def venue(self, pk: int | None) -> int | None:
        return pk if pk is None else self.venues.get(pk, pk)

    def room(self, pk: int | None) -> int | None:
        return pk if pk is None else self.rooms.get(pk, pk)


@transaction.atomic
def copy_cohort(
    *, cohort: Cohort, programme: Programme, places: Places, values: Mapping[str, Any], by: Person, now: datetime
) -> tuple[Cohort, bool]:
    """A cohort without people, called and dated by `values`, and whether it is new.

    The same by the same person within an hour is a button pressed twice: the first one is given back. Raises NameTaken.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    if same := programme.cohorts.filter(name=values["name"]).first():
        if was_copied(same, by, now) and (same.starts_on, same.ends_on) == (values["starts_on"], values["ends_on"]):
            return same, False
        raise NameTaken
    home = places.venue(cohort.home_venue_id)
    facts = {"zone": cohort.zone, "places": cohort.places, "home_venue_id": home}
    made = Cohort.objects.create(programme=programme, **facts, **values)
    record(by, "copied", made, at=now, fields=[*values, "zone", "places", "home_venue"])
    return made, True


@transaction.atomic
def copy_programme(
    *, programme: Programme, values: Mapping[str, Any], by: Person, now: datetime
) -> tuple[Programme, Places, bool]:
    """A programme with the facts, outcomes, own columns, partner bodies and venues of another.

    Whoever copied it coordinates it. With it where its places are now, and whether it is new: twice is once, as with
    a cohort.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    if same := just_copied(values, by, now):
        return same, Places(), False
    facts = {name: getattr(programme, name) for name in FACTS}
    outcomes = [outcome.text for outcome in programme.outcomes.all()]
    made = create_programme(values={**facts, **values}, outcomes=outcomes, by=by, now=now)
    copy_partners(programme, made)
    OwnColumn.objects.bulk_create(
        OwnColumn(programme=made, position=each.position, name=each.name) for each in programme.own_columns.all()
    )
    places = copy_venues(programme, made)
    record(by, "copied", made, at=now, fields=["own_columns", "partners", "venues"])
    return made, places, True


def just_copied(values: Mapping[str, Any], by: Person, now: datetime) -> Programme | None:
    return next((same for same in Programme.objects.filter(**values) if was_copied(same, by, now)), None)


def was_copied(thing: Cohort | Programme, by: Person, now: datetime) -> bool:
    """Whether `by` made it as a copy within the hour."""
    made = Event.objects.filter(model=thing._meta.label_lower, object_id=thing.pk, verb="copied")
    return made.filter(by=by, at__gt=now - TWICE).exists()


def copy_partners(programme: Programme, to: Programme) -> None:
    """The partner bodies with their parts and logos."""
    bodies = list(programme.partners.select_related("logo"))
    copies = [PartnerBody(programme=to, organisation_id=each.organisation_id, part=each.part) for each in bodies]
    PartnerBody.objects.bulk_create(copies)
    pairs = [(body.logo, copy) for body, copy in zip(bodies, copies, strict=True) if hasattr(body, "logo")]
    Logo.objects.bulk_create(
        Logo(partner=copy, kind=logo.kind, alt=logo.alt, content=logo.content, at=logo.at) for logo, copy in pairs
    )


def copy_venues(programme: Programme, to: Programme) -> Places:
    """The venues with their rooms."""
    venues = list(programme.venues.all())
    copies = [Venue(programme=to, **columns(each, OF_A_VENUE)) for each in venues]
    Venue.objects.bulk_create(copies)
    moved = {old.pk: new.pk for old, new in zip(venues, copies, strict=True)}
    rooms = list(Room.objects.filter(venue__in=venues))
    same = [Room(venue_id=moved[each.venue_id], **columns(each, OF_A_ROOM)) for each in rooms]
    Room.objects.bulk_create(same)
    return Places(moved, {old.pk: new.pk for old, new in zip(rooms, same, strict=True)})


def columns(row: Venue | Room, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
