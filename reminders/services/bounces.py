"""A mail that came back makes its message a failed one, and its address a coordinator's task."""

import logging
from datetime import datetime

from django.db import transaction

from cohorts.text import email_key
from cohorts.trail import record
from reminders import bounces
from reminders.bounces import Bounce, Forged, NotUnderstood
from reminders.models import Message

TAKEN, KNOWN, PASSING = "The message is marked as failed.", "It was known already.", "It may still arrive."
LONGEST_ID = 18  # digits of a number that the database can hold
log = logging.getLogger(__name__)


class Unknown(Exception):
    """No message of ours went to that address under that Message-ID."""


REFUSALS = {
    NotUnderstood: "this is no delivery report that could be understood.",
    Forged: "the report does not carry the mark of a mail of ours.",
    Unknown: "no such mail went to that address.",
}


def take(raw: bytes, *, now: datetime) -> str:
    """Take a delivery report and say what became of it. Raises NotUnderstood, Forged, Unknown."""
    try:
        return note(bounces.read(raw), now)
    except Forged:
        log.warning("A delivery report without our mark was refused")
        raise
    except Unknown:
        log.warning("A delivery report about a mail that is not in the ledger was refused")
        raise


def under(message_id: str) -> Message | None:
    """The message of that Message-ID, held; looked up by the occasion that it begins with, for the ledger is long."""
    occasion = message_id.lstrip("<").partition(".")[0]
    if not occasion.isdecimal() or len(occasion) > LONGEST_ID:
        return None
    of_it = Message.objects.select_for_update(of=("self",)).filter(occasion=int(occasion))
    return of_it.filter(message_id=message_id).first()


@transaction.atomic
def note(bounce: Bounce, now: datetime) -> str:
    found = under(bounce.message_id)
    if found is None or email_key(found.address) != email_key(bounce.address):
        raise Unknown
    if not bounce.is_final:
        return PASSING
    if found.state not in {Message.State.SENT, Message.State.DOUBTFUL}:
        return KNOWN  # it failed before, or somebody is sending it again
    why = Message.Why.BOUNCED if bounce.is_address else Message.Why.REFUSED
    found.state, found.why, found.answer = Message.State.FAILED, why, bounce.reason
    found.dismissed_at, found.done_at = None, now
    found.save(update_fields=["state", "why", "answer", "dismissed_at", "done_at"])
    record(None, "came back", found, at=now, fields=["state"])
    return TAKEN
