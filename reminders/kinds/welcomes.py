"""A welcome to whoever accepts a place or joins late: what is next, in place of reminders that others had."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from cohorts.models import Invitation, Membership
from reminders.kinds.answering import is_asked, with_links
from reminders.kinds.dates import HELD_BY, unchanged, untold
from reminders.kinds.gathering import sessions
from reminders.kinds.holding import announced
from reminders.kinds.told import Told
from reminders.kinds.way import Way
from reminders.letter import Letter, Still
from reminders.models import Kind, Message, Occasion, Rule
from reminders.verdict import Facts

WORTH = timedelta(days=7)


def accepted(since: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at__gt=since).order_by("accepted_at")


def plan(since: datetime, now: datetime) -> None:
    """An occasion for whoever accepted after `since`, or joined after a reminder of what is still ahead had gone."""
    programmes = Rule.objects.on().filter(kind=Kind.WELCOME).values("programme")
    current = Membership.objects.current().filter(cohort__programme__in=programmes).select_related("cohort")
    came = current.filter(invitation__in=accepted(since).values("pk")).annotate(at=F("invitation__accepted_at"))
    wanted = [occasion(place) for place in (*came, *late(current, since, now))]
    Occasion.objects.bulk_create(wanted, ignore_conflicts=True)


def late(current: QuerySet[Membership], since: datetime, now: datetime) -> QuerySet[Membership]:
    """Those who came without accepting anew when others had been told of dates, or reminded of what is still ahead."""
    reminded = Occasion.objects.filter(kind=Kind.BEFORE_SESSION, session__cohort=OuterRef("cohort"))
    missed = reminded.filter(due_at__lt=OuterRef("joined_at"), worth_until__gt=now - timedelta(days=1))
    told = Occasion.objects.filter(kind=Kind.DATES, subject=OuterRef("cohort"), due_at__lt=OuterRef("joined_at"))
    moved = Q(moved_from__isnull=False, invitation__accepted_at__lt=F("joined_at"))
    joined = current.filter(Q(invitation=None) | moved, joined_at__gt=since)
    return joined.filter(Exists(missed) | Exists(told)).annotate(at=F("joined_at"))


def occasion(place: Membership) -> Occasion:
    about = {"kind": Kind.WELCOME, "subject": place.pk, "programme_id": place.cohort.programme_id}
    return Occasion(**about, due_at=place.at, worth_until=place.at + WORTH)


def people(occasions: list[Occasion]) -> Iterator[tuple[int, int, str]]:
    places = Membership.objects.current().filter(pk__in=[one.subject for one in occasions], person__is_active=True)
    yield from places.values_list("pk", "person", "person__email")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    places = Membership.objects.select_related("person", "cohort__programme")
    of = places.in_bulk([message.occasion.subject for message in messages])
    ids = announced({place.cohort_id for place in of.values()})
    found, known = sessions(set(ids)), Told(ids)
    return {message: letter(message, of[message.occasion.subject], found, known, now) for message in messages}


def letter(message: Message, place: Membership, found, known: Told, now: datetime) -> Letter:
    one, person, programme = message.occasion, place.person, place.cohort.programme
    days = untold(found.values(), known, place.cohort_id, person.pk, max(now, one.due_at))
    first = days[0] if days else None
    facts = Facts(
        now=max(now, one.due_at),
        due_at=one.due_at,
        worth_until=one.worth_until,
        paused=programme.paused_at is not None,
        belongs=place.left_at is None and person.is_active,
    )
    return Letter(
        person=person,
        address=person.email,
        programme=programme,
        template="welcome",
        facts=facts,
        context={
            "cohort": place.cohort,
            "first": first,
            "session": first and first.session,
            "days": [day for day in days if first and day.session_id == first.session_id],
            "later": [day for day in days if first and day.session_id != first.session_id],
            "places": list({day.venue_id: day.venue for day in days[:1] if day.venue}.values()),
            "neutral": False,
            "asked": with_links(days[:1], person, [person] * is_asked(place))[0][1] if first else [],
            "url": settings.BASE_URL + reverse("account_login"),
        },
        days=days,
        still=[Still(HELD_BY, ((place.pk,), person.pk, person.email)), *unchanged(days)],
    )


WAY = Way(Kind.WELCOME, read, rows=people, plan=plan, stirred=accepted, starts_with=[{"days": 0, "hour": 9}])
