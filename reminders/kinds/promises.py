"""Open commitments as they come back to whoever made them: in their own words only where they chose so."""

from collections.abc import Iterable

from django.template.loader import get_template

from challenges.holding import open_of
from challenges.models import Commitment
from cohorts.models import Membership, Person


class Promises:
    """The open commitments of some places (ids), those made with others among them."""

    def __init__(self, places: Iterable[int]):
        self._of: dict[int, list[Commitment]] = open_of(set(places))

    def of(self, places: Iterable[Membership]) -> list[Commitment]:
        return [one for place in places for one in self._of.get(place.pk, [])]


def may_carry_words(person: Person) -> bool:
    """Whether a mail to this person may hold what they wrote: they chose so, and alone read their mail."""
    return person.own_words_by_mail and not person.shared_mailbox and not person.address_locked


def in_words(person: Person, commitments: list[Commitment]) -> str:
    """The commitments as a mail may say them to whoever made them: word for word, or only how many there are."""
    context = {"commitments": commitments, "own_words": may_carry_words(person)}
    return get_template("reminders/mail/_promises.txt").render(context).strip()
