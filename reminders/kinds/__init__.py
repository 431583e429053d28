"""Every kind of message, one line each. A new kind is a module here, its templates, and its line."""

from collections.abc import Iterable
from datetime import datetime

from reminders import wording
from reminders.kinds import (
    addresses,
    after,
    before,
    bulk,
    changes,
    commitments,
    complaints,
    dates,
    digests,
    forgetting,
    invitations,
    meetings,
    nudges,
    replies,
    speakers,
    welcomes,
)
from reminders.letter import Letter
from reminders.models import Message

KINDS = [
    invitations.WAY,
    welcomes.WAY,
    dates.WAY,
    meetings.WAY,
    before.WAY,
    changes.WAY,
    speakers.WAY,
    replies.WAY,
    after.WAY,
    commitments.WAY,
    nudges.WAY,
    digests.WAY,
    bulk.WAY,
    addresses.WAY,
    forgetting.WAY,
    *complaints.WAYS,
]


def read(messages: Iterable[Message], now: datetime) -> dict[Message, Letter]:
    """The letter of each of `messages` (with occasion and recipient), from the data as it is now.

    By kind, a constant number of queries for any number of messages.
    """
    messages = list(messages)
    letters: dict[Message, Letter] = {}
    for way in KINDS:
        if of_kind := [message for message in messages if message.occasion.kind == way.kind]:
            letters |= way.read(of_kind, now)
    wording.attach(letters)
    return letters
