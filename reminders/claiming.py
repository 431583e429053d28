"""The row is the claim: who may send it, until when, and what became of it. Every step is one conditional UPDATE."""

import os
import secrets
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from reminders.letter import Letter
from reminders.models import Message

LEASE = timedelta(seconds=90)  # longer than the mail server's time-out, so that a living sender is not overtaken
PAUSE = timedelta(minutes=5)  # how often a message of a paused programme is looked at again
State = Message.State


def new_sender() -> str:
    """A name that no other sending process has."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def claim(sender: str, now: datetime, size: int) -> list[Message]:
    """Take up to `size` messages that are due for `LEASE`. One left in the middle of sending comes back in doubt."""
    with transaction.atomic():
        free = Message.objects.to_send(now).order_by("next_attempt_at", "pk")
        ids = list(free.select_for_update(skip_locked=True).values_list("pk", flat=True)[:size])
        if ids:
            left = Q(state=State.SENDING)
            taken = Message.objects.to_send(now).filter(pk__in=ids)
            taken.filter(left).update(in_doubt=True)
            taken.update(claimed_by=sender, claimed_until=now + LEASE)
    mine = Message.objects.filter(pk__in=ids, claimed_by=sender)
    return list(mine.select_related("occasion", "person").order_by("next_attempt_at", "pk"))


def fence(message: Message, letter: Letter, sender: str, now: datetime) -> bool:
    """The last look before the mail goes: still mine, and all that the letter says is still so. Renews the lease."""
    still = Message.objects.filter(*letter.still, pk=message.pk, claimed_by=sender, claimed_until__gt=now)
    moved = still.filter(state__in=[State.DUE, State.SENDING]).update(
        state=State.SENDING, claimed_until=now + LEASE, attempts=F("attempts") + 1, address=letter.address, why=""
    )
    return bool(moved)


def is_mine(message: Message, sender: str, now: datetime) -> bool:
    return Message.objects.filter(pk=message.pk, claimed_by=sender, claimed_until__gt=now).exists()


def settle(message: Message, sender: str, state: str, now: datetime, **fields) -> bool:
    """Write down what became of it, unless another sender has taken it over since."""
    mine = Message.objects.filter(pk=message.pk, claimed_by=sender)
    return bool(mine.update(state=state, claimed_by="", claimed_until=None, done_at=now, **fields))


def put_back(message: Message, sender: str, at: datetime, **fields) -> None:
    """Leave it for a later try at `at`."""
    mine = Message.objects.filter(pk=message.pk, claimed_by=sender)
    mine.update(state=State.DUE, claimed_by="", claimed_until=None, next_attempt_at=at, **fields)


def release(sender: str) -> None:
    """Give back what is claimed and was not begun, as if it had never been claimed."""
    Message.objects.filter(claimed_by=sender, state=State.DUE).update(claimed_by="", claimed_until=None)
