"""The row is the claim: who may send it, until when, and what became of it. Every step is one conditional UPDATE."""

import json
import os
import re
import secrets
import socket
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from reminders import pausing, statements
from reminders.letter import Letter, Still
from reminders.models import Message
from reminders.statements import Step

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
    return list(mine.select_related("occasion__session", "person", "speaker").order_by("next_attempt_at", "pk"))


FENCE = f"""UPDATE reminders_message SET state = 'sending', why = '', attempts = attempts + 1, address = %s,
    claimed_until = %s WHERE id = %s AND claimed_by = %s AND claimed_until > %s AND state IN ('due', 'sending')
    AND {pausing.NOT_PAUSED}"""  # noqa: S608 - nothing of it comes from outside


def fence(message: Message, letter: Letter, sender: str, now: datetime, owed: Iterable[Step] = ()) -> bool:
    """The last look before the mail goes: still mine, and all that the letter says is still so. Renews the lease.

    What is `owed` is written down by the same commit, so that a message costs one wait for the disk.
    """
    conditions = [Still(FENCE, (letter.address, now + LEASE, message.pk, sender, now)), *letter.still]
    params = [value for condition in conditions for value in flat(condition.params)]
    return statements.run(*owed, (" AND ".join(map(spread, conditions)), params)) == 1


def spread(condition: Still) -> str:
    """Its SQL with a placeholder for each member of an IN list."""
    lists = iter(condition.params)
    return re.sub("%s", lambda _: marks(next(lists)), condition.sql)


def marks(value) -> str:
    return f"({', '.join(['%s'] * len(value))})" if isinstance(value, tuple) else "%s"


def flat(params: Iterable) -> Iterator:
    """Parameters as the database takes them, members of tuples one by one."""
    for value in params:
        if isinstance(value, tuple):
            yield from value
        else:
            yield connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def is_mine(message: Message, sender: str, now: datetime) -> bool:
    return Message.objects.filter(pk=message.pk, claimed_by=sender, claimed_until__gt=now).exists()


SETTLE = """UPDATE reminders_message SET state = %s, why = %s, answer = %s, told = %s, done_at = %s, claimed_by = '',
    claimed_until = NULL WHERE id = %s AND claimed_by = %s"""


def settle(message: Message, sender: str, state: str, now: datetime, *, why="", answer="", told=None) -> Step:
    """What writes down what became of it, unless another sender has taken it over since."""
    kept = None if told is None else json.dumps(told)
    return SETTLE, list(flat([state, why, answer, kept, now, message.pk, sender]))


def put_back(message: Message, sender: str, at: datetime, **fields) -> None:
    """Leave it for a later try at `at`."""
    mine = Message.objects.filter(pk=message.pk, claimed_by=sender)
    mine.update(state=State.DUE, claimed_by="", claimed_until=None, next_attempt_at=at, **fields)


def release(sender: str) -> None:
    """Give back what is claimed and was not begun, as if it had never been claimed."""
    Message.objects.filter(claimed_by=sender, state=State.DUE).update(claimed_by="", claimed_until=None)
