"""A changed address is announced to the old one."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from cohorts.models import AddressChange, Membership, ProgrammeRole
from cohorts.services.addresses import token_of
from reminders.kinds.way import Way
from reminders.letter import Letter
from reminders.models import Kind, Message, Occasion
from reminders.verdict import Facts

WORTH = timedelta(days=14)


def made(since: datetime):
    return AddressChange.objects.filter(at__gt=since).order_by("at")


def plan(since: datetime, now: datetime) -> None:
    """An occasion for every address changed after `since`."""
    plan_once(
        Kind.ADDRESS_CHANGED, [(change.pk, change.person_id, change.at, change.at + WORTH) for change in made(since)]
    )


def plan_once(kind: Kind, fresh: Sequence[tuple[int, int, datetime, datetime]]) -> None:
    """An occasion for each (subject, person, when it is due, until when it is worth it), in a programme of theirs."""
    programmes = programme_of({person for _subject, person, _due, _until in fresh})
    Occasion.objects.bulk_create(
        [
            Occasion(kind=kind, subject=subject, programme_id=programmes.get(person), due_at=due, worth_until=until)
            for subject, person, due, until in fresh
        ],
        ignore_conflicts=True,
    )


def programme_of(people: set[int]) -> dict[int, int]:
    """A programme of each person, the newest they have a place on; whoever has none is left out."""
    roles = ProgrammeRole.objects.filter(person__in=people).values_list("person", "programme")
    places = Membership.objects.filter(person__in=people).order_by("joined_at")
    return dict(roles) | dict(places.values_list("person", "cohort__programme"))


def moved_from(occasions: list[Occasion]) -> Iterable[tuple[int, int, str]]:
    changes = AddressChange.objects.filter(pk__in=[occasion.subject for occasion in occasions])
    return changes.values_list("pk", "person", "old")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    """Told to the old address, whatever the person's address is now and even while messages are paused."""
    of = AddressChange.objects.select_related("person").in_bulk([message.occasion.subject for message in messages])
    return {message: letter(message, of[message.occasion.subject], now) for message in messages}


def letter(message: Message, change: AddressChange, now: datetime) -> Letter:
    occasion = message.occasion
    return Letter(
        person=change.person,
        address=change.old,
        programme=occasion.programme,
        template="address_changed",
        facts=Facts(now=now, due_at=occasion.due_at, worth_until=occasion.worth_until),
        context={"change": change, "url": link(change)},
    )


def link(change: AddressChange) -> str:
    return settings.BASE_URL + reverse("address_change", args=[change.pk, token_of(change)])


WAY = Way(Kind.ADDRESS_CHANGED, read, rows=moved_from, plan=plan, stirred=made)
