"""What an arrangement is like, as data: a page words it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

from cohorts.mixing.values import TRAITS, Kind, Peer, Wish

Sets = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Pairs:
    """How many pairs share a set, and how many must in any arrangement into as many sets."""

    number: int
    least: int


@dataclass(frozen=True)
class Clash:
    """A label of which two or more share a set: everybody of it, and whether some of these pairs could be avoided."""

    trait: str
    label: str
    people: int
    number: int
    least: int

    @property
    def avoidable(self) -> bool:
        return self.number > self.least


@dataclass(frozen=True)
class Reason:
    """Why somebody sits there: `keys` are others it is about, `number` of `total` of `label` sit in this set."""

    kind: str
    keys: tuple[Any, ...] = ()
    label: str = ""
    number: int = 0
    total: int = 0


def least(people: int, sets: int) -> int:
    """Pairs that must share one of `sets` sets when that many are spread as evenly as can be."""
    each, more = divmod(people, sets)
    return more * comb(each + 1, 2) + (sets - more) * comb(each, 2)


def clashes(sets: Sets, peers: Iterable[Peer], trait: str) -> list[Clash]:
    """Every label of `trait` that two of a set have in common, the most pairs first."""
    known = {peer.key: getattr(peer, trait) for peer in peers}
    together = [Counter(known[key] for key in members if known[key]) for members in sets]
    everybody = sum(together, Counter())
    found = [
        Clash(trait, label, total, sum(comb(count[label], 2) for count in together), least(total, len(sets)))
        for label, total in everybody.items()
    ]
    return sorted((clash for clash in found if clash.number), key=lambda clash: (-clash.number, clash.label))


def met_before(sets: Sets, peers: Iterable[Peer]) -> list[tuple[Any, Any]]:
    """Pairs of a set who met in an earlier one."""
    met = {peer.key: peer.met for peer in peers}
    pairs = ((one, other) for members in sets for n, one in enumerate(members) for other in members[n + 1 :])
    return [(one, other) for one, other in pairs if other in met[one] or one in met[other]]


def pairs_of(sets: Sets, peers: Iterable[Peer]) -> dict[str, Pairs]:
    """Pairs of one organisation, sector and profession, and pairs who met before, that share a set."""
    peers = list(peers)
    found = {trait: clashes(sets, peers, trait) for trait in TRAITS}
    counted = {trait: Pairs(sum(c.number for c in rows), sum(c.least for c in rows)) for trait, rows in found.items()}
    return counted | {"met": Pairs(len(met_before(sets, peers)), 0)}


def broken(sets: Sets, wishes: Iterable[Wish]) -> list[Wish]:
    """Wishes that the arrangement does not keep; those about others are passed over."""
    at = {key: n for n, members in enumerate(sets) for key in members}
    seated = [wish for wish in wishes if wish.one in at and wish.other in at]
    return [wish for wish in seated if (at[wish.one] == at[wish.other]) != (wish.kind == Kind.TOGETHER)]


def reasons(sets: Sets, peers: Iterable[Peer], wishes: Iterable[Wish]) -> dict[Any, list[Reason]]:
    """For everybody, why they sit where they sit: hard wishes first, then what was mixed."""
    peers = {peer.key: peer for peer in peers}
    wishes = list(wishes)
    unkept, of = set(broken(sets, wishes)), defaultdict(list)
    for wish in wishes:
        for key in (wish.one, wish.other):
            of[key].append(wish)
    totals = {trait: Counter(getattr(peer, trait) for peer in peers.values()) for trait in TRAITS}
    return {
        key: [*wished(key, of[key], unkept), *mixed(peers[key], [peers[k] for k in members], totals, len(sets))]
        for members in sets
        for key in members
    }


def wished(key: Any, wishes: Iterable[Wish], unkept: set[Wish]) -> Iterator[Reason]:
    """One reason for each kind of wish, and one for those not kept."""
    kinds = defaultdict(list)
    for wish in wishes:
        kind = wish.kind if wish.kind != Kind.BOSS else ("boss" if wish.one == key else "report")
        kinds["broken" if wish in unkept else str(kind)].append(wish.beside(key))
    for kind in sorted(kinds):
        yield Reason(kind, tuple(kinds[kind]))


def mixed(peer: Peer, members: Sequence[Peer], totals: Mapping[str, Counter[str]], sets: int) -> Iterator[Reason]:
    """About the organisation if colleagues are about, else about the sector; then about whom they met before."""
    for trait in TRAITS[:2]:
        label = getattr(peer, trait)
        total, here = totals[trait][label], sum(getattr(other, trait) == label for other in members)
        if label and total > 1:
            fits = here <= -(-total // sets)
            yield Reason(trait if fits else f"more_{trait}", label=label, number=here, total=total)
            break
    here_again = tuple(other.key for other in members if other.key in peer.met or peer.key in other.met)
    if here_again:
        yield Reason("met", here_again)
    elif peer.met:
        yield Reason("new_faces", number=len(peer.met))
