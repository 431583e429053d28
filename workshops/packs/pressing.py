"""Sheets into files."""

import logging
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import typst

from workshops import sheets
from workshops.packs.building import Built
from workshops.packs.wishes import Order, Stack, leaves

log = logging.getLogger(__name__)


class File(NamedTuple):
    """One PDF of a pack."""

    stack: Stack
    pdf: bytes
    pages: int  # with words on them
    leaves: int  # sheets of paper
    missing: list[str]  # letters printed as squares
    faults: list[str]  # names of the sheets that could not be set


def press(built: Sequence[Built], order: Order, *, title: str) -> Iterator[File]:
    """A file for each stack of the order, one after another; what could not be set is named and left out."""
    ready = {one.kind.name: one for one in built}
    for stack, wishes in order.stacks.items():
        yield file(stack, [ready[wish.kind.name]._replace(wish=wish) for wish in wishes], order, title)


def file(stack: Stack, built: list[Built], order: Order, title: str) -> File:
    good = [one for one in built if one.values is not None]
    printed = printed_whole(good, order, title)
    if printed is None:
        good = [one for one in good if printed_whole([one], order, title)]
        printed = printed_whole(good, order, title)
    faults = [one.kind.name for one in built if one not in good]
    if printed is None:
        return File(stack, b"", 0, 0, [], faults)
    pages = sum(one.wish.copies * count for one, count in zip(good, printed.pages, strict=True))
    return File(stack, printed.pdf, pages, paper(good, printed, order), printed.missing, faults)


def paper(good: list[Built], printed: sheets.Printed, order: Order) -> int:
    counted = zip(good, printed.pages, strict=True)
    return sum(leaves(pages, one.wish.copies, both_sides=order.both_sides) for one, pages in counted)


def printed_whole(built: list[Built], order: Order, title: str) -> sheets.Printed | None:
    """All of them as one PDF, or None when there are none or one of them cannot be set."""
    if not built:
        return None
    try:
        return sheets.render([one.part for one in built], title=title, both_sides=order.both_sides)
    except typst.TypstError:
        log.error("These sheets cannot be set together: %s", ", ".join(one.kind.name for one in built))
        return None
