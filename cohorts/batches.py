from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(rows: Iterable[T], number: int) -> Iterator[list[T]]:
    """Lists of at most so many, in order. Python has it from 3.12 on."""
    rows = iter(rows)
    while some := list(islice(rows, number)):
        yield some
