"""What a message to many will be before it is sent: exactly who gets it, who does not, and how it will read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cohorts.models import Person, Programme
from reminders.kinds import bulk, personal
from reminders.letter import Letter
from reminders.mail import compose
from reminders.models import Broadcast, Message, Occasion

SAMPLES = 3


@dataclass(frozen=True)
class Draft:
    getting: list[Person]
    not_getting: list[tuple[Person, str]]  # with the reason in words
    samples: list[tuple[Person, str, str]]  # reader, subject and text, as they will go

    @property
    def mark(self) -> str:
        """The list of names in short, so that a press sends to those who were shown and to nobody else."""
        return "-".join(str(person.pk) for person in self.getting)


def draft(*, programme: Programme, people: Iterable[Person], subject: str, words: str, now: datetime) -> Draft:
    """By the code that sends: the same letters, the same reasons."""
    broadcast = Broadcast(programme=programme, subject=subject, words=words, goes_at=now + Broadcast.HELD)
    occasion = Occasion(kind=Occasion.Kind.BULK, programme=programme, due_at=now, worth_until=now)
    messages = [Message(pk=-n, occasion=occasion, person=one, message_id="") for n, one in enumerate(people, 1)]
    letters = letters_of(messages, broadcast, now)
    going = [(message, letter) for message, letter in letters if not letter.why]
    return Draft(
        getting=[message.person for message, _ in going],
        not_getting=[(message.person, Message.Why(letter.why).label) for message, letter in letters if letter.why],
        samples=[sample(message, letter) for message, letter in going[:SAMPLES]],
    )


def letters_of(messages: list[Message], broadcast: Broadcast, now: datetime) -> list[tuple[Message, Letter]]:
    known, said = personal.gather(messages, now), {}
    return [(message, bulk.letter(message, broadcast, known, now, said)) for message in messages]


def sample(message: Message, letter: Letter) -> tuple[Person, str, str]:
    mail = compose(letter, message)
    return message.person, mail.subject, mail.body
