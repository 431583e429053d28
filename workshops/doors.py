"""The letters on a door: which, for whom, and when they open it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import get_random_string

from cohorts.models import Membership, Person
from workshops.expected import invited
from workshops.models import Arrival, DoorCode, SessionDay

LETTERS = "CDFGHJKMNPQRTVWXY"  # none that is taken for another, and no vowel, so that they spell nothing
LENGTH = 6
EARLY = timedelta(hours=1)  # before the start
WAIT = timedelta(minutes=15)
TRIES = 10  # in that time


def new_letters() -> str:
    return get_random_string(LENGTH, LETTERS)


def as_kept(typed: str) -> str:
    """However it was typed: small, with spaces or hyphens."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def here_at(door: DoorCode) -> tuple[str, str]:
    """The address of the page, and the link to it with the letters typed already."""
    page = settings.BASE_URL + reverse("workshops:here")
    return page, settings.BASE_URL + reverse("workshops:here_at", args=[door.letters])


def is_open(day: SessionDay, now: datetime) -> bool:
    return day.cancelled_at is None and day.starts_at - EARLY <= now <= day.ends_at


def doors_of(person: Person, letters: str) -> list[tuple[DoorCode, Membership]]:
    """The doors with these letters that the person is asked through, soonest first, each with the place they hold."""
    places = Membership.objects.current().participants().filter(person=person)
    known = DoorCode.objects.filter(letters=letters, day__session__cohort__in=places.values("cohort"))
    doors = known.select_related("day__session__cohort").order_by("day__starts_at", "pk")
    found = ((door, invited(door.day.session).filter(person=person).first()) for door in doors)
    return [(door, place) for door, place in found if place]


def arrivals_of(person: Person, now: datetime) -> QuerySet[Arrival]:
    """Where the person has said today that they are, while it lasts."""
    going_on = Arrival.objects.filter(day__starts_at__lte=now + EARLY, day__ends_at__gte=now, day__cancelled_at=None)
    return going_on.filter(membership__person=person).select_related("day__session").order_by("at")


def is_waited_at(day: SessionDay, person: Person, now: datetime) -> bool:
    """Whether the person can say now that they are here, and has not."""
    if not is_open(day, now):
        return False
    return DoorCode.objects.filter(day=day).exists() and not arrivals_of(person, now).filter(day=day).exists()
