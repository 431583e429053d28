"""Balanced sets for 300 people in 50 sets, with hard wishes, held against one second. No database takes part."""

from random import Random
from statistics import median
from time import perf_counter

from cohorts.mixing import Kind, Peer, Wish, mix, pairs_of

PEOPLE, SETS = 300, 50
ROUNDS = 7
MARK = 1000


def lines(**options):
    """One line: milliseconds of an arrangement, and pairs of one organisation beside those that must be."""
    people, wishes = a_company(Random(1))  # a company that is the same every time
    mixed = [timed(people, wishes) for _ in range(ROUNDS)]
    spent = median(milliseconds for milliseconds, _sets in mixed)
    pairs = pairs_of(mixed[0][1], people)["organisation"]
    return [
        (
            f"sets for {PEOPLE}, {pairs.number} pairs of colleagues ({pairs.least} must be)",
            f"{spent:.0f} ms",
            f"{MARK} ms",
            spent / MARK,
            "at most 1",
        )
    ]


def a_company(chance):
    """Many small organisations and a few large ones, each person knowing five others; and a hundred wishes."""
    people = [
        Peer(
            n,
            f"Organisation {int(chance.expovariate(0.08))}",
            chance.choice(["public", "private", "voluntary"]),
            f"Profession {chance.randrange(5)}",
            frozenset(chance.sample(range(PEOPLE), 5)),
        )
        for n in range(PEOPLE)
    ]
    apart = [Wish(Kind.APART, n, n + 1) for n in range(0, 180, 2)]
    together = [Wish(Kind.TOGETHER, n, n + 7) for n in range(1, 100, 10)]
    return people, apart + together


def timed(people, wishes):
    started = perf_counter()
    sets = mix(people, wishes, SETS)
    return (perf_counter() - started) * 1000, sets
