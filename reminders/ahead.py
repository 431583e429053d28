"""Who will get what is ahead, and who will not and why: worked out by the code that sends it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from cohorts.models import Person
from reminders import reach
from reminders.kinds import read
from reminders.models import Message, Occasion


@dataclass
class Ahead:
    occasion: Occasion
    getting: list[Person] = field(default_factory=list)
    not_getting: list[tuple[Person, str]] = field(default_factory=list)  # with the reason in words

    @property
    def total(self) -> int:
        return len(self.getting) + len(self.not_getting)


def ahead(occasions: list[Occasion], now: datetime) -> list[Ahead]:
    """One for each of `occasions` (before sessions, with their session), at a constant number of queries."""
    found = {occasion.pk: Ahead(occasion) for occasion in occasions}
    letters = read(would_be(occasions), now)
    for message, letter in sorted(letters.items(), key=lambda pair: pair[0].person.sort_key):
        one = found[message.occasion_id]
        if letter.why:
            one.not_getting.append((message.person, Message.Why(letter.why).label))
        else:
            one.getting.append(message.person)
    return list(found.values())


def would_be(occasions: list[Occasion]) -> list[Message]:
    """The messages that expanding would insert, unsaved."""
    ids = reach.by_shape(occasions)
    reached = (*reach.people(ids), *reach.contacts(ids))
    pairs = {pair for found in reached for pair in found.values_list("occasion", "told")}
    people = Person.objects.in_bulk({told for _, told in pairs})
    by_occasion: dict[int, list[int]] = defaultdict(list)
    for occasion, told in sorted(pairs):
        by_occasion[occasion].append(told)
    return [
        Message(pk=-number, occasion=occasion, person=people[told], address=people[told].email)
        for number, (occasion, told) in enumerate(
            ((occasion, told) for occasion in occasions for told in by_occasion[occasion.pk]), start=1
        )
    ]
