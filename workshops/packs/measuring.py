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
    pages, ready = pages_of(built, order.both_sides), {one.kind.name: one for one in built}
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


def pages_of(built: Sequence[Built], both_sides: bool) -> dict[str, int]:
    """Pages of one copy by the name of the sheet, with the blank ones that printing on both sides asks for."""
    keys = {one.kind.name: key(one, both_sides) for one in built if one.values is not None}
    known = cache.get_many(keys.values())
    new = [one for one in built if one.kind.name in keys and keys[one.kind.name] not in known]
    counted = {keys[one.kind.name]: count for one, count in zip(new, counts(new, both_sides), strict=True)}
    cache.set_many(counted, KEPT)
    known |= counted
    return {one.kind.name: known.get(keys.get(one.kind.name), BROKEN) for one in built}


def key(one: Built, both_sides: bool) -> str:
    return f"pages:{one.kind.name}:{one.size}:{both_sides:d}:{one.digest}"


def counts(built: list[Built], both_sides: bool) -> list[int]:
    """Pages of each, in one go where nothing is broken."""
    try:
        parts = [part(one) for one in built]
        return sheets.render(parts, title=TITLE, both_sides=both_sides).pages if parts else []
    except typst.TypstError:
        return [alone(one, both_sides) for one in built]


def alone(one: Built, both_sides: bool) -> int:
    try:
        return sheets.render([part(one)], title=TITLE, both_sides=both_sides).pages[0]
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
