"""A first seat for everybody: those with hard wishes by search, the rest dealt round."""

from collections.abc import Sequence

from cohorts.mixing.tables import Tables
from cohorts.mixing.values import Contradiction, Why

PATIENCE = 5_000  # seats tried before the search gives up


class Search:
    """Seats `bound` parties one after another, and goes back where it is stuck."""

    def __init__(self, tables: Tables, apart: Sequence[set[int]], weights: Sequence[Sequence[int]]) -> None:
        self.tables, self.apart, self.weights = tables, apart, weights
        self.tried = 0

    def seat(self, bound: Sequence[int]) -> bool:
        """Whether all of them have a seat now. Raises Contradiction when it was looked for long enough."""
        if not bound:
            return True
        first, *others = bound
        for at in self.best(first):
            self.tried += 1
            if self.tried > PATIENCE:
                raise Contradiction(Why.NOT_FOUND)
            self.tables.sit(first, at)
            if self.seat(others):
                return True
            self.tables.rise(first, at)
        return False

    def best(self, party: int) -> list[int]:
        """Where it may sit, the emptiest set first, and of these the one it suits best."""
        sets, seats, worth = self.tables.sets, self.tables.seats, self.weights[party]
        free = [at for at in self.tables.room(party) if self.apart[party].isdisjoint(sets[at])]
        return sorted(free, key=lambda at: (seats[at], sum(worth[other] for other in sets[at])))


def seated(
    tables: Tables, order: Sequence[int], apart: Sequence[set[int]], weights: Sequence[Sequence[int]]
) -> list[list[int]] | None:
    """Every party in a set, or None where that is not possible. Free people come in `order`, so that alike part.

    Dealt round without hard wishes, each label of the dearest trait is as even over the sets as it can be: within a
    round no set is used twice, and the next takes first where there are fewest.
    """
    bound = [party for party in order if apart[party] or tables.sizes[party] > 1]
    bound.sort(key=lambda party: (-tables.sizes[party], -len(apart[party])))
    search = Search(tables, apart, weights)
    if not search.seat(bound):
        return None
    for party in order:
        if not apart[party] and tables.sizes[party] == 1:
            tables.sit(party, search.best(party)[0])
    return tables.sets
