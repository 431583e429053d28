"""A first seat for everybody: those with hard wishes by search, the rest dealt round."""

from collections.abc import Mapping, Sequence

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
        taken: list[int] = []
        choices = [iter(self.best(party)) for party in bound[:1]]
        while len(taken) < len(bound):
            at = next(choices[-1], None)
            if at is None:
                choices.pop()
                if not choices:
                    return False
                self.tables.rise(bound[len(taken) - 1], taken.pop())
            else:
                self.take(bound[len(taken)], at)
                taken.append(at)
                choices += [iter(self.best(party)) for party in bound[len(taken) : len(taken) + 1]]
        return True

    def take(self, party: int, at: int) -> None:
        self.tried += 1
        if self.tried > PATIENCE:
            raise Contradiction(Why.NOT_FOUND)
        self.tables.sit(party, at)

    def best(self, party: int) -> list[int]:
        """Where it may sit, the emptiest set first, and of these the one it suits best."""
        sets, seats, worth = self.tables.sets, self.tables.seats, self.weights[party]
        free = [at for at in self.tables.room(party) if self.apart[party].isdisjoint(sets[at])]
        return sorted(free, key=lambda at: (seats[at], sum(worth[other] for other in sets[at])))


def seated(
    tables: Tables,
    order: Sequence[int],
    apart: Sequence[set[int]],
    weights: Sequence[Sequence[int]],
    sitting: Mapping[int, int],
) -> list[list[int]] | None:
    """Every party in a set, or None where that is not possible. Free people come in `order`, so that alike part.

    Parties of `sitting` keep that set if they fit; with many of them there may be no room for the rest.

    Dealt round without hard wishes, each label of the dearest trait is as even over the sets as it can be: within a
    round no set is used twice, and the next takes first where there are fewest.
    """
    order = [party for party in order if not stays(tables, party, apart, sitting)]
    bound = [party for party in order if apart[party] or tables.sizes[party] > 1]
    bound.sort(key=lambda party: (-tables.sizes[party], -len(apart[party])))
    search = Search(tables, apart, weights)
    if not search.seat(bound):
        return None
    for party in order:
        if not apart[party] and tables.sizes[party] == 1:
            tables.sit(party, search.best(party)[0])
    return tables.sets


def stays(tables: Tables, party: int, apart: Sequence[set[int]], sitting: Mapping[int, int]) -> bool:
    """Whether `party` sits where it sat."""
    at = sitting.get(party)
    if at is None or not tables.fits(party, at) or not apart[party].isdisjoint(tables.sets[at]):
        return False
    tables.sit(party, at)
    return True
