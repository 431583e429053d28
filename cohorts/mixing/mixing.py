from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from cohorts.mixing.improving import Improver
from cohorts.mixing.parties import crowd, kept_apart, parties
from cohorts.mixing.seating import seated
from cohorts.mixing.tables import Tables
from cohorts.mixing.values import Contradiction, Peer, Why, Wish
from cohorts.mixing.weights import weights

FEW = 40  # wishes up to which it is worth finding the few that contradict each other


def number_for(people: int, size: int) -> int:
    """How many sets of at most `size` that many people need; one at least."""
    return max(1, -(-people // size))


def mix(
    peers: Sequence[Peer],
    wishes: Iterable[Wish] = (),
    number: int = 1,
    seed: int = 0,
    sitting: Mapping[Any, Any] | None = None,
) -> list[list[Any]]:
    """`number` sets of keys, everybody once, sizes differing by one at most; the same seed gives the same sets.

    Every wish is kept, or Contradiction says which cannot be; wishes about others are passed over. Without wishes no
    arrangement has fewer pairs of one organisation. Sectors, professions and people met before are mixed in that order,
    as far as swaps find. Where it costs nothing of this, people keep the set that `sitting` has for their key.
    """
    known = {peer.key: peer for peer in peers}
    wishes = [wish for wish in wishes if wish.one in known and wish.other in known]
    ordered = dealt_order(peers, seed)
    groups = parties(ordered, wishes)
    apart = possible(groups, wishes, number, len(peers))
    sizes, worth = [len(party) for party in groups], weights(groups, known)
    found = [best(Tables(sizes, number), apart, worth, start) for start in starts(groups, sitting or {}, number)]
    arranged = [one for one in found if one]
    if not arranged:
        raise Contradiction(Why.NO_ROOM, fewest(ordered, wishes, number))
    sets = min(arranged, key=lambda one: one[0])[1]
    place = {peer.key: n for n, peer in enumerate(peers)}
    return [sorted((key for party in members for key in groups[party]), key=place.__getitem__) for members in sets]


def starts(groups: Sequence[tuple[Any, ...]], sitting: Mapping[Any, Any], number: int) -> list[dict[int, int]]:
    """From where to mix: each party where all of it sits now, in the `number` fullest sets; and from nothing."""
    common = Counter(sitting.get(key) for party in groups for key in party)
    at = {label: n for n, (label, _people) in enumerate(c for c in common.most_common() if c[0] is not None)}
    now = [{at.get(sitting.get(key), number) for key in party} for party in groups]
    stays = {n: min(sets) for n, sets in enumerate(now) if len(sets) == 1 and min(sets) < number}
    return [stays, {}] if stays else [{}]


def best(
    tables: Tables, apart: Sequence[set[int]], worth: Sequence[Sequence[int]], sitting: Mapping[int, int]
) -> tuple[int, list[set[int]]] | None:
    """The cost and the sets that swaps lead to, or None where wishes leave no way to sit."""
    try:
        first = seated(tables, range(len(worth)), apart, worth, sitting)
    except Contradiction:
        if not sitting:
            raise
        first = None  # those who stay are in the way of the others
    return Improver(first, tables.sizes, apart, worth).improve() if first is not None else None


def dealt_order(peers: Sequence[Peer], seed: int) -> list[Any]:
    """Keys so that people of one sector, in it of one organisation, come one after another; the most frequent first."""
    peers = list(peers)
    if seed:
        Random(seed).shuffle(peers)  # noqa: S311 - chance for variety, not for secrets
    sector = {peer.organisation: peer.sector for peer in reversed(peers)}
    blocks = [(sector[peer.organisation] if peer.organisation else peer.sector) for peer in peers]
    often = Counter(blocks), Counter(peer.organisation for peer in peers if peer.organisation)
    first = {label: n for n, label in reversed(list(enumerate(blocks)))}
    began = {peer.organisation: n for n, peer in reversed(list(enumerate(peers)))}

    def rank(n: int) -> tuple[int, ...]:
        label = peers[n].organisation
        return (-often[0][blocks[n]], first[blocks[n]], -often[1][label], began[label], n)

    return [peers[n].key for n in sorted(range(len(peers)), key=rank)]


def possible(groups: Sequence[tuple[Any, ...]], wishes: Sequence[Wish], number: int, people: int) -> list[set[int]]:
    """For each party, those it is kept apart from. Raises Contradiction where a look at the wishes shows one."""
    apart = kept_apart(groups, wishes)
    largest = max(groups, key=len, default=())
    if len(largest) > -(-people // number):
        raise Contradiction(Why.TOO_LARGE, within(wishes, largest), largest)
    most = crowd(apart)
    if len(most) > number:
        people_apart = [key for party in most for key in groups[party]]
        raise Contradiction(Why.TOO_FEW_SETS, within(wishes, people_apart), people_apart)
    return apart


def within(wishes: Iterable[Wish], people: Iterable[Any]) -> list[Wish]:
    named = set(people)
    return [wish for wish in wishes if wish.one in named and wish.other in named]


def fewest(ordered: Sequence[Any], wishes: Sequence[Wish], number: int) -> list[Wish]:
    """Of wishes that cannot all be kept, some that cannot: each left out that is not needed for that."""
    needed = list(wishes)
    for wish in wishes if len(wishes) <= FEW else ():
        without = [other for other in needed if other is not wish]
        if not can_sit(ordered, without, number):
            needed = without
    return needed


def can_sit(ordered: Sequence[Any], wishes: Sequence[Wish], number: int) -> bool:
    groups = parties(ordered, wishes)
    sizes, nothing = [len(party) for party in groups], [[0] * len(groups)] * len(groups)
    try:
        apart = kept_apart(groups, wishes)
        return seated(Tables(sizes, number), range(len(groups)), apart, nothing, {}) is not None
    except Contradiction as found:
        return found.why == Why.NOT_FOUND
