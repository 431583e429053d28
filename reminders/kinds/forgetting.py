"""Whoever is to be forgotten is told so, while it can be taken back."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from cohorts.models import ForgetRequest
from reminders.kinds.addresses import plan_once
from reminders.kinds.way import Way
from reminders.letter import Letter
from reminders.models import Kind, Message, Occasion
from reminders.verdict import Facts


def made(since: datetime):
    return ForgetRequest.objects.filter(asked_at__gt=since).order_by("asked_at")


def plan(since: datetime, now: datetime) -> None:
    """An occasion for every request made after `since`; worth sending until it is carried out."""
    plan_once(
        Kind.FORGETTING,
        [(request.pk, request.person_id, request.asked_at, request.due_at) for request in made(since)],
    )


def asked_for(occasions: list[Occasion]) -> Iterable[tuple[int, int, str]]:
    requests = ForgetRequest.objects.filter(pk__in=[occasion.subject for occasion in occasions])
    return requests.values_list("pk", "person", "person__email")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    """Told even while messages are paused. A request that is gone was taken back."""
    of = ForgetRequest.objects.in_bulk([message.occasion.subject for message in messages])
    return {message: letter(message, of.get(message.occasion.subject), now) for message in messages}


def letter(message: Message, request: ForgetRequest | None, now: datetime) -> Letter:
    occasion, person = message.occasion, message.person
    times = {"now": now, "due_at": occasion.due_at, "worth_until": occasion.worth_until}
    return Letter(
        person=person,
        address=person.email,
        programme=occasion.programme,
        template="forgetting",
        facts=Facts(**times, taken_back=request is None),
        context={"request": request, "url": settings.BASE_URL + reverse("me_forget")},
    )


WAY = Way(Kind.FORGETTING, read, rows=asked_for, plan=plan, stirred=made)
