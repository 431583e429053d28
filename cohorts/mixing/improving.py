"""Swaps that cost less, until there is none."""

from collections.abc import Iterator, Sequence

ROUNDS = 12


class Improver:
    """Keeps, for each party and set, what sitting there would cost, so that a swap is judged by four numbers."""

    def __init__(
        self,
        sets: Sequence[Sequence[int]],
        sizes: Sequence[int],
        apart: Sequence[set[int]],
        weights: Sequence[Sequence[int]],
    ) -> None:
        self.sets = [set(members) for members in sets]
        self.sizes, self.apart, self.weights = sizes, apart, weights
        self.at = {party: n for n, members in enumerate(sets) for party in members}
        self.cost = [[sum(row[other] for other in members) for members in sets] for row in weights]

    def improve(self) -> tuple[int, list[set[int]]]:
        """What all pairs cost after the last swap that helps, and the sets."""
        for _round in range(ROUNDS):
            if not sum(self.helped(party) for party in sorted(self.at)):
                break
        return sum(self.cost[party][at] for party, at in self.at.items()), self.sets

    def helped(self, party: int) -> bool:
        """Whether `party` changed places with the one that makes it best for all."""
        if not self.cost[party][self.at[party]]:
            return False
        gain, other = min(self.swaps(party), default=(0, party))
        if gain < 0:
            self.swap(party, other)
        return gain < 0

    def swaps(self, party: int) -> Iterator[tuple[int, int]]:
        """What each possible swap costs, below nothing if it helps, and with whom."""
        here, mine, worth = self.at[party], self.cost[party], self.weights[party]
        for other, there in self.at.items():
            if there == here or self.sizes[other] != self.sizes[party]:
                continue
            theirs = self.cost[other]
            change = mine[there] + theirs[here] - mine[here] - theirs[there] - 2 * worth[other]
            if change < 0 and self.free(party, there, other) and self.free(other, here, party):
                yield change, other

    def free(self, party: int, at: int, leaving: int) -> bool:
        """Whether nobody sits there, but for the one who leaves, from whom `party` is kept apart."""
        return not (self.apart[party] - {leaving}) & self.sets[at]

    def swap(self, one: int, other: int) -> None:
        here, there = self.at[one], self.at[other]
        self.sets[here] ^= {one, other}
        self.sets[there] ^= {one, other}
        self.at[one], self.at[other] = there, here
        for cost, mine, theirs in zip(self.cost, self.weights[one], self.weights[other], strict=True):
            cost[here] += theirs - mine
            cost[there] += mine - theirs
