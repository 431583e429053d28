"""How little any two should share a set, as one number, so that a dearer reason outweighs all cheaper ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from cohorts.mixing.values import TRAITS, Peer


def weights(groups: Sequence[tuple[Any, ...]], peers: Mapping[Any, Peer]) -> list[list[int]]:
    """For any two parties: what it costs to seat them together. Nothing for a party with itself."""
    alone = {key: tuple(getattr(peer, trait) for trait in TRAITS) for key, peer in peers.items()}
    step = len(peers) ** 2 + 1  # more than there are pairs
    steps = [step**power for power in range(len(TRAITS), 0, -1)]

    def between(one: Any, other: Any) -> int:
        cost = 1 if other in peers[one].met or one in peers[other].met else 0
        for mine, theirs, worth in zip(alone[one], alone[other], steps, strict=True):
            if mine and mine == theirs:
                cost += worth
        return cost

    table = [[0] * len(groups) for _party in groups]
    for n, party in enumerate(groups):
        for m in range(n):
            table[n][m] = table[m][n] = sum(between(one, other) for one in party for other in groups[m])
    return table
