"""Sends what is due: one connection a batch, one fence and one commit a message."""

import logging
import random
from collections.abc import Callable
from datetime import timedelta
from itertools import takewhile

from django.db import DatabaseError, InterfaceError

from reminders import breaker, claiming, due, pausing, statements
from reminders.answers import Absent, AddressRefused, Dropped, Later, Refused
from reminders.clock import Clock
from reminders.kinds import read
from reminders.letter import Letter
from reminders.mail import write
from reminders.models import Message
from reminders.post import Post
from reminders.statements import Step

SIZE = 100
FRESH = timedelta(seconds=10)  # a letter read longer ago is read again
TRIES = 3  # to catch up with somebody who changes things while we send
State, Why = Message.State, Message.Why
log = logging.getLogger(__name__)


class Held(Exception):
    """Everything was paused while we sent."""


class Batch:
    """One sender's messages, the letters read for them, and the connection they go by."""

    def __init__(self, sender: str, clock: Clock, post: Post, *, mend: bool):
        self.sender, self.clock, self.post = sender, clock, post
        self.letters: dict[Message, Letter] = {}
        self.mend = mend  # whether the first message that goes closes the breaker
        self.dropped = 0  # connections lost in a row
        self.owed: list[Step] = []  # to be written down of the message that has just gone

    def letter(self, message: Message, *, again: bool = False) -> Letter:
        known = self.letters.get(message)
        if known is None or again or known.facts.now < self.clock.now() - FRESH:
            self.settle_up()
            self.letters |= read([message], self.clock.now())
        return self.letters[message]

    def settle(self, message: Message, state: str, **fields) -> None:
        """Write down what became of a message."""
        self.owed.append(claiming.settle(message, self.sender, state, self.clock.now(), **fields))
        self.settle_up()

    def settle_up(self) -> None:
        if self.owed:
            statements.run(*self.owed)
            self.owed = []

    def fence(self, message: Message, letter: Letter) -> bool:
        """Fence `message` by the commit that writes down what became of the one before."""
        stands = claiming.fence(message, letter, self.sender, self.clock.now(), self.owed)
        self.owed = []
        return stands

    def drop(self, error: Dropped) -> None:
        """One lost connection is bad luck; a second one in a row means that the server is not well."""
        self.dropped += 1
        if self.dropped > 1:
            raise Absent(error.answer)


def never() -> bool:
    return False


def send_batch(clock: Clock, *, mend: bool = False, size: int = SIZE, stop: Callable[[], bool] = never) -> int:
    """Claim up to `size` messages and send them; how many were claimed. Raises Absent or Held, no attempts burned.

    `stop` is asked before each message: once it says yes, those not begun are given back as if never claimed.
    """
    sender = claiming.new_sender()
    messages = claiming.claim(sender, clock.now(), size)
    if not messages:
        return 0
    with Post() as post:
        batch = Batch(sender, clock, post, mend=mend)
        batch.letters = read_each(messages, clock)
        try:
            for message in takewhile(lambda _: not stop(), messages):
                deliver(message, batch)
        finally:
            batch.settle_up()
            claiming.release(sender)
    return len(messages)


def read_each(messages: list[Message], clock: Clock) -> dict[Message, Letter]:
    """All letters at once; where one of them cannot be read, the others still can."""
    try:
        return read(messages, clock.now())
    except (DatabaseError, InterfaceError):
        raise
    except Exception:
        log.exception("A letter could not be read; reading one by one")
        return {}


def deliver(message: Message, batch: Batch) -> None:
    try:
        letter = fenced(message, batch)
        if letter is None:
            return
        mail = write(letter, message)
    except (Absent, Held, DatabaseError, InterfaceError):  # no fault of this row
        raise
    except Exception:
        log.exception("Message %s could not be written", message.pk)
        fail(message, batch, Why.BROKEN)
    else:
        hand_over(message, letter, mail, batch)


def fenced(message: Message, batch: Batch) -> Letter | None:
    """The letter, once the row is marked as being sent; None where it does not go now, which is written down."""
    for attempt in range(TRIES):
        letter = batch.letter(message, again=attempt > 0)
        if letter.why:
            skip(message, letter, batch)
            return None
        batch.post.open()
        if batch.fence(message, letter):
            message.attempts += 1
            return letter
        if pausing.is_everything_paused():
            raise Held
        if not claiming.is_mine(message, batch.sender, batch.clock.now()):
            return None
    claiming.put_back(message, batch.sender, batch.clock.now() + timedelta(seconds=15))
    return None


def skip(message: Message, letter: Letter, batch: Batch) -> None:
    if letter.waits:
        claiming.put_back(message, batch.sender, batch.clock.now() + claiming.PAUSE, why=letter.why)
    else:  # what is in doubt may have gone before there was a reason not to send it
        state = State.DOUBTFUL if message.in_doubt else State.SKIPPED
        batch.settle(message, state, why=letter.why, answer=message.answer)


def hand_over(message: Message, letter: Letter, mail, batch: Batch) -> None:
    try:
        answer = batch.post.send(mail)
    except AddressRefused as error:
        fail(message, batch, Why.ADDRESS_FAILED, error.answer)
    except Refused as error:
        fail(message, batch, Why.REFUSED, error.answer)
    except Absent:
        claiming.put_back(message, batch.sender, batch.clock.now(), attempts=message.attempts - 1)
        raise
    except Later as error:
        retry(message, batch, error)
    except Dropped as error:
        retry(message, batch, error)
        batch.drop(error)
    else:
        arrived(message, letter, answer, batch)


def arrived(message: Message, letter: Letter, answer: str, batch: Batch) -> None:
    state = State.DOUBTFUL if message.in_doubt else State.SENT
    settled = claiming.settle(message, batch.sender, state, batch.clock.now(), answer=answer, told=letter.told)
    batch.owed = [settled]  # written down when the next is fenced, before it goes: never more than one is in doubt
    batch.dropped = 0
    if batch.mend:
        breaker.mend()
        batch.mend = False


def fail(message: Message, batch: Batch, why: str, answer: str = "") -> None:
    batch.settle(message, State.FAILED, why=why, answer=answer)


def retry(message: Message, batch: Batch, error: Later | Dropped) -> None:
    now = batch.clock.now()
    at = due.retry_at(message.attempts, now, random.random())  # noqa: S311
    in_doubt = message.in_doubt or error.in_doubt
    claiming.put_back(message, batch.sender, at, answer=error.answer, in_doubt=in_doubt)
