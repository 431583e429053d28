"""Drawing lots: fair to everyone, and the same again from the same numbers."""

from collections.abc import Iterable
from hashlib import sha256


def drawn(numbers: Iterable[int], *seed: int) -> list[int]:
    """The numbers in an order that `seed` alone decides; another seed, another order."""
    return sorted(numbers, key=lambda number: (lot(number, seed), number))


def lot(number: int, seed: Iterable[int]) -> bytes:
    return sha256(" ".join(map(str, (*seed, number))).encode()).digest()
