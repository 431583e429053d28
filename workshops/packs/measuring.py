"""How many pages each sheet will take, before anything is printed. Measured once for the same words."""

from collections.abc import Sequence
from typing import NamedTuple

import typst
from django.core.cache import cache

from workshops import sheets
from workshops.letters import printable
from workshops.packs.building import Built
from workshops.packs.wishes import Order, Stack, leaves

KEPT = 3600  # seconds
TITLE = "Measured"  # a PDF for everybody must have one, though nobody reads this
BROKEN = 0  # pages of a sheet that cannot be set


class Line(NamedTuple):
    """A sheet with the pages of one copy."""

    built: Built
    pages: int

    @property
    def is_broken(self) -> bool:
        return self.pages == BROKEN


class Measured(NamedTuple):
    """A file to come."""

    stack: Stack
    lines: list[Line]
    pages: int
    leaves: int


def measure(built: Sequence[Built], order: Order) -> list[Measured]:
    """The files of the order with their pages and sheets of paper."""
    pages, ready = pages_of(built), {one.kind.name: one for one in built}
    return [
        summed(
            stack, [Line(ready[wish.kind.name]._replace(wish=wish), pages[wish.kind.name]) for wish in wishes], order
        )
        for stack, wishes in order.stacks.items()
    ]


def summed(stack: Stack, lines: list[Line], order: Order) -> Measured:
    total = sum(line.pages * line.built.wish.copies for line in lines)
    paper = (leaves(line.pages, line.built.wish.copies, both_sides=order.both_sides) for line in lines)
    return Measured(stack, lines, total, sum(paper))


def pages_of(built: Sequence[Built]) -> dict[str, int]:
    """Pages of one copy by the name of the sheet."""
    keys = {one.kind.name: key(one) for one in built if one.values is not None}
    known = cache.get_many(keys.values())
    new = [one for one in built if one.kind.name in keys and keys[one.kind.name] not in known]
    counted = {keys[one.kind.name]: count for one, count in zip(new, counts(new), strict=True)}
    cache.set_many(counted, KEPT)
    known |= counted
    return {one.kind.name: known.get(keys.get(one.kind.name), BROKEN) for one in built}


def key(one: Built) -> str:
    return f"pages:{one.kind.name}:{one.size}:{one.digest}"


def counts(built: list[Built]) -> list[int]:
    """Pages of each, in one go where nothing is broken."""
    try:
        return sheets.render([part(one) for one in built], title=TITLE).pages if built else []
    except typst.TypstError:
        return [alone(one) for one in built]


def alone(one: Built) -> int:
    try:
        return sheets.render([part(one)], title=TITLE).pages[0]
    except typst.TypstError:
        return BROKEN


def part(one: Built) -> sheets.Part:
    return one.part._replace(copies=1)


def missing(built: Sequence[Built]) -> list[str]:
    """Letters of any sheet that no font has."""
    letters: set[str] = set()
    for one in built:
        printable(one.values, letters)
    return sorted(letters)
