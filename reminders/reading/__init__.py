"""From messages to letters: by kind, a constant number of queries for any number of messages."""

from collections.abc import Iterable
from datetime import datetime

from reminders.letter import Letter
from reminders.models import Message, Occasion
from reminders.reading import addresses, invitations, sessions

Kind = Occasion.Kind
READERS = {
    Kind.BEFORE_SESSION: sessions.read,
    Kind.INVITATION: invitations.read,
    Kind.ADDRESS_CHANGED: addresses.read,
}


def read(messages: Iterable[Message], now: datetime) -> dict[Message, Letter]:
    """The letter of each of `messages` (with occasion and person), from the data as it is now."""
    messages = list(messages)
    letters: dict[Message, Letter] = {}
    for kind, reader in READERS.items():
        if of_kind := [message for message in messages if message.occasion.kind == kind]:
            letters |= reader(of_kind, now)
    return letters
