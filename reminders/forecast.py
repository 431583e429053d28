"""What goes when messages go on, and what is too late by then: read by the very code that sends, the pause lifted."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import QuerySet

from cohorts.models import Programme
from reminders.ahead import would_be
from reminders.kinds import read
from reminders.letter import Letter
from reminders.models import Message, Occasion
from reminders.verdict import why_not

Why = Message.Why
CHUNK = 1000  # letters read at once


@dataclass
class Forecast:
    """Messages with their occasion and recipient; `missed` counts those that became too late during the pause."""

    going: list[Message] = field(default_factory=list)
    late: list[Message] = field(default_factory=list)
    others: list[tuple[Message, str]] = field(default_factory=list)  # with the reason in words
    missed: int = 0

    @property
    def too_late(self) -> int:
        """How many are too late, those that were settled so meanwhile among them."""
        return len(self.late) + self.missed

    def add(self, message: Message, why: str) -> None:
        if not why:
            self.going.append(message)
        elif why == Why.TOO_LATE:
            self.late.append(message)
        else:
            self.others.append((message, Why(why).label))


def forecast(programme: Programme | None, now: datetime) -> Forecast:
    """For one programme, or for all of them: then those that are paused for themselves go on waiting."""
    found, waiting = Forecast(missed=missed(programme)), waiting_of(programme, now)
    for start in range(0, len(waiting), CHUNK):
        letters = read(waiting[start : start + CHUNK], now)
        for message, letter in letters.items():
            found.add(message, verdict(letter, lifted=programme is not None))
    return found


def missed(programme: Programme | None) -> int:
    """Of all programmes none: while everything is paused, nothing is settled."""
    if programme is None or programme.paused_at is None:
        return 0
    settled = of(Message.objects.filter(state=Message.State.SKIPPED, why=Why.PAUSED), programme)
    return settled.filter(done_at__gte=programme.paused_at).count()


def verdict(letter: Letter, *, lifted: bool) -> str:
    """Why it does not go; empty when it does."""
    return why_not(replace(letter.facts, paused=False)) if lifted else letter.why


def waiting_of(programme: Programme | None, now: datetime) -> list[Message]:
    """Messages that wait for a sender, and those that the next tick would make of what has fallen due."""
    messages = Message.objects.waiting().select_related("occasion__session", "person", "speaker")
    due = Occasion.objects.due(now).select_related("session")
    return [*of(messages, programme).order_by("pk"), *would_be(list(of_programme(due, programme)), now)]


def of(messages: QuerySet[Message], programme: Programme | None) -> QuerySet[Message]:
    return messages.filter(occasion__programme=programme) if programme else messages


def of_programme(occasions: QuerySet[Occasion], programme: Programme | None) -> QuerySet[Occasion]:
    return occasions.filter(programme=programme) if programme else occasions
