from datetime import datetime

from django.conf import settings
from django.urls import reverse

from cohorts.models import AddressChange
from cohorts.services.addresses import token_of
from reminders.letter import Letter
from reminders.models import Message
from reminders.verdict import Facts


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
