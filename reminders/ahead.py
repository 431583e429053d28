"""Who will get what is ahead, and who will not and why: worked out by the code that sends it."""

from dataclasses import dataclass, field
from datetime import datetime

from cohorts.models import Person
from reminders import inserting
from reminders.kinds import KINDS, read
from reminders.models import Message, Occasion
from workshops.models import Speaker


@dataclass
class Ahead:
    occasion: Occasion
    getting: list[Person | Speaker] = field(default_factory=list)
    not_getting: list[tuple[Person | Speaker, str]] = field(default_factory=list)  # with the reason in words

    @property
    def reasons(self) -> list[tuple[str, list[Person | Speaker]]]:
        """Why some do not get it, each reason with those for whom it holds."""
        found: dict[str, list[Person | Speaker]] = {}
        for person, why in self.not_getting:
            found.setdefault(str(why), []).append(person)
        return list(found.items())

    @property
    def total(self) -> int:
        return len(self.getting) + len(self.not_getting)


def ahead(occasions: list[Occasion], now: datetime) -> list[Ahead]:
    """One for each of `occasions` (with their session), at a constant number of queries."""
    found = {occasion.pk: Ahead(occasion) for occasion in occasions}
    letters = read(would_be(occasions, now), now)
    for message, letter in sorted(letters.items(), key=lambda pair: pair[0].recipient.sort_key):
        one = found[message.occasion_id]
        if letter.why:
            one.not_getting.append((message.recipient, Message.Why(letter.why).label))
        else:
            one.getting.append(message.recipient)
    return list(found.values())


def would_be(occasions: list[Occasion], now: datetime) -> list[Message]:
    """The messages that expanding would insert, unsaved, with occasion and recipient."""
    of_kind = {way: [one for one in occasions if one.kind == way.kind] for way in KINDS}
    messages = [one for way, some in of_kind.items() if some for one in inserting.would_be(way, some, now)]
    people = Person.objects.in_bulk({one.person_id for one in messages if one.person_id})
    speakers = Speaker.objects.in_bulk({one.speaker_id for one in messages if one.speaker_id})
    by_pk = {occasion.pk: occasion for occasion in occasions}
    for number, message in enumerate(messages, 1):
        message.pk = -number
        message.occasion = by_pk[message.occasion_id]
        message.person, message.speaker = people.get(message.person_id), speakers.get(message.speaker_id)
    return messages
