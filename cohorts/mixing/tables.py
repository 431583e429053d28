from collections.abc import Sequence


class Tables:
    """Sets being filled with parties, by number: in the end their sizes differ by one at most."""

    def __init__(self, sizes: Sequence[int], number: int) -> None:
        self.sizes = sizes
        self.smaller, self.larger = divmod(sum(sizes), number)
        self.sets: list[list[int]] = [[] for _set in range(number)]
        self.seats = [0] * number

    @property
    def most(self) -> int:
        """How many a set may hold, as long as not too many of them hold one more than the others."""
        free = self.larger - sum(seats > self.smaller for seats in self.seats)
        return self.smaller + (free > 0)

    def fits(self, party: int, at: int) -> bool:
        return self.seats[at] + self.sizes[party] <= self.most

    def room(self, party: int) -> list[int]:
        """The sets that `party` can still join. Of those with nobody in them only the first: they are all alike."""
        empty = self.seats.index(0) if 0 in self.seats else None
        most = self.most - self.sizes[party]
        return [n for n, seats in enumerate(self.seats) if seats <= most and (seats or n == empty)]

    def sit(self, party: int, at: int) -> None:
        self.sets[at].append(party)
        self.seats[at] += self.sizes[party]

    def rise(self, party: int, at: int) -> None:
        self.sets[at].remove(party)
        self.seats[at] -= self.sizes[party]
