"""Making groups of people: mixed on purpose, or by own organisation. The same people always make the same groups."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Guest:
    """Somebody to be placed: their number, and the organisation they come from (empty when it is not known)."""

    pk: int
    organisation: str


def mixed(guests: Sequence[Guest], groups: int) -> list[list[int]]:
    """Deal the guests round, organisation by organisation, the largest first, as one deals cards.

    Colleagues come one after another, so each lands in another group until every group has one; no group has more
    than one person more than another. Nobody is placed twice, and nobody is left out.
    """
    dealt = [guest for _name, colleagues in by_size(guests) for guest in colleagues]
    return [[guest.pk for guest in dealt[n::groups]] for n in range(groups)]


def by_organisation(guests: Sequence[Guest], groups: int | None, others: str) -> list[tuple[str, list[int]]]:
    """A group for each organisation, by name; with fewer `groups` than that, the smallest share one called `others`.

    Those whose organisation is not known are among the others.
    """
    known = by_size([guest for guest in guests if guest.organisation])
    strays = [guest.pk for guest in guests if not guest.organisation]
    most = len(known) if groups is None else groups
    own = known if len(known) + bool(strays) <= most or groups is None else known[: most - 1]
    rest = [guest.pk for _name, colleagues in known[len(own) :] for guest in colleagues] + strays
    named = sorted((name, [guest.pk for guest in colleagues]) for name, colleagues in own)
    return [*named, (others, rest)] if rest else named


def by_size(guests: Sequence[Guest]) -> list[tuple[str, list[Guest]]]:
    """Colleagues together, the largest organisation first, then by name; inside, in the order they were given."""
    colleagues: dict[str, list[Guest]] = defaultdict(list)
    for guest in guests:
        colleagues[guest.organisation].append(guest)
    return sorted(colleagues.items(), key=lambda found: (-len(found[1]), found[0]))
