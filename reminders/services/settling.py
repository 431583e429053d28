"""Messages that failed or are in doubt."""

from datetime import datetime

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from reminders.exceptions import AlreadySettled, TooLate
from reminders.models import Message


@transaction.atomic
def try_again(*, message: Message, by: Person, now: datetime) -> Message:
    """Send a failed or doubtful message once more, under its own Message-ID, to the person's address of now.

    Raises AlreadySettled where it neither failed nor is in doubt, TooLate where it is no longer worth sending.
    """
    message = unsettled(message)
    if message.occasion.worth_until <= now:
        raise TooLate(message)
    message.in_doubt = message.state == Message.State.DOUBTFUL
    message.state, message.why, message.done_at, message.attempts = Message.State.DUE, "", None, 0
    message.next_attempt_at, message.claimed_by, message.claimed_until = now, "", None
    message.save()
    record(by, "tried again", message, at=now)
    return message


@transaction.atomic
def try_address_again(*, message: Message, by: Person, now: datetime) -> int:
    """`message` again, and whatever else failed for its address and is still worth sending; how many.

    Raises as `try_again` does; what is too late is dealt with.
    """
    try_again(message=message, by=by, now=now)
    others = Message.objects.to_failed_addresses().filter(address=message.address).exclude(pk=message.pk)
    late = list(others.filter(occasion__worth_until__lte=now))
    for other in late:
        dismiss(message=other, by=by, now=now)
    again = list(others.filter(occasion__worth_until__gt=now))
    for other in again:
        try_again(message=other, by=by, now=now)
    return 1 + len(again)


@transaction.atomic
def dismiss(*, message: Message, by: Person, now: datetime) -> Message:
    """Take a failed or doubtful message off the list of what needs somebody. Raises AlreadySettled."""
    message = unsettled(message)
    message.dismissed_at = now
    message.save(update_fields=["dismissed_at"])
    record(by, "dismissed", message, at=now, fields=["dismissed_at"])
    return message


def unsettled(message: Message) -> Message:
    locked = Message.objects.select_for_update(of=("self",)).select_related("occasion").get(pk=message.pk)
    if locked.dismissed_at or locked.state not in (Message.State.FAILED, Message.State.DOUBTFUL):
        raise AlreadySettled(locked)
    return locked
