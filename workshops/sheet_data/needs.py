"""What people told of themselves for the kitchen and the rooms. Only sheets for the office read it."""

from collections import Counter
from collections.abc import Iterable

from cohorts.models import Membership, Needs
from workshops.expected import invited
from workshops.models import Reply, Session
from workshops.sheet_data.people import hosts

Expected = list[Membership]


def everyone(session: Session) -> Expected:
    """Participants by surname, then the hosts who are not among them: a place a person, with its needs."""
    people = list(invited(session).select_related("person", "organisation", "needs"))
    known = {place.person_id for place in people}
    for host in hosts(session).select_related("needs"):
        if host.person_id not in known:
            known.add(host.person_id)
            people.append(host)
    return people


def in_the_room(people: Iterable[Membership], answers: dict[int, str]) -> Expected:
    """Those who come in person to a day, from what was answered for it; no answer counts as coming."""
    away = {Reply.Answer.SORRY, Reply.Answer.ONLINE}
    return [place for place in people if answers.get(place.person_id) not in away]


def told(place: Membership, what: str) -> str:
    """The words of one need (diet, access), or nothing."""
    try:
        return getattr(place.needs, what)
    except Needs.DoesNotExist:
        return ""


def diets(people: Iterable[Membership]) -> list[tuple[str, int]]:
    """Each diet as it was first told, with how many told the same, the most frequent first."""
    words = [words for place in people if (words := told(place, "diet"))]
    first: dict[str, str] = {}
    counts = Counter(plain(first, diet) for diet in words)
    return [(first[key], count) for key, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))]


def plain(first: dict[str, str], diet: str) -> str:
    """The diet without case, blanks and a full stop: what two people who mean the same have in common."""
    key = " ".join(diet.casefold().split()).rstrip(".")
    first.setdefault(key, diet)
    return key
