"""Who sits with whom: balanced sets by hard and soft wishes, with reasons. Plain values, no database."""

from cohorts.mixing.bosses import named_as_boss
from cohorts.mixing.explaining import broken, clashes, met_before, pairs_of, reasons
from cohorts.mixing.keeping import matched
from cohorts.mixing.mixing import mix, number_for
from cohorts.mixing.values import Contradiction, Kind, Peer, Why, Wish

__all__ = [
    "Contradiction",
    "Kind",
    "Peer",
    "Why",
    "Wish",
    "broken",
    "clashes",
    "matched",
    "met_before",
    "mix",
    "named_as_boss",
    "number_for",
    "pairs_of",
    "reasons",
]
