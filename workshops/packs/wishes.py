"""What somebody wants printed, and how it falls into files."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.sheet_list import BY_NAME, KINDS, Kind

MOST = 200  # copies of one sheet
PILE = 100  # copies in one file: more would take more memory than a web server has to spare


class Wish(NamedTuple):
    """So many of a sheet."""

    kind: Kind
    copies: int


class Stack(NamedTuple):
    """What goes into one file: the office's sheets lie apart from the room's, and cards may lie apart from paper."""

    place: str
    stock: str  # empty where stocks lie together
    part: int = 1  # of a pile too high for one file

    @property
    def label(self) -> str:
        """What the file is, for the eye."""
        label = str(LABELS[self.place, self.stock])
        return _("%(file)s, part %(number)s") % {"file": label, "number": self.part} if self.part > 1 else label


LABELS = {
    ("room", ""): gettext_lazy("Sheets for the room"),
    ("room", "plain"): gettext_lazy("Paper for the room"),
    ("room", "card"): gettext_lazy("Card for the room"),
    ("office", ""): gettext_lazy("Sheets for the office"),
    ("office", "plain"): gettext_lazy("Paper for the office"),
    ("office", "card"): gettext_lazy("Card for the office"),
}


@dataclass(frozen=True)
class Order:
    """A day pack as it is asked for."""

    wishes: Sequence[Wish]
    size: str = "a4"  # large or a5, for the sheets that can be had so
    by_stock: bool = True  # a file for each stock, not all in order in one
    both_sides: bool = False

    @classmethod
    def of(cls, copies: Mapping[str, int], **how: Any) -> "Order":
        """In the order of the list of sheets, without those of which nobody wants any."""
        return cls([Wish(kind, copies[kind.name]) for kind in KINDS if copies.get(kind.name)], **how)

    def without(self, names: Container[str]) -> "Order":
        """The same without the sheets of these names."""
        return replace(self, wishes=[wish for wish in self.wishes if wish.kind.name not in names])

    @property
    def copies(self) -> dict[str, int]:
        return {wish.kind.name: wish.copies for wish in self.wishes}

    @property
    def total(self) -> int:
        return sum(wish.copies for wish in self.wishes)

    @property
    def stacks(self) -> dict[Stack, list[Wish]]:
        """The wishes of each file, the room's files first."""
        together: dict[tuple[str, str], list[Wish]] = {}
        for wish in sorted(self.wishes, key=lambda wish: wish.kind.place == "office"):
            stock = wish.kind.stock if self.by_stock else ""
            together.setdefault((wish.kind.place, stock), []).append(wish)
        return {
            Stack(*where, part): pile
            for where, wishes in together.items()
            for part, pile in enumerate(piles(wishes), 1)
        }


def piles(wishes: Iterable[Wish]) -> Iterator[list[Wish]]:
    """The wishes in order, none of the piles higher than `PILE`."""
    pile: list[Wish] = []
    for kind, copies in wishes:
        while copies:
            taken = min(copies, PILE - sum(wish.copies for wish in pile))
            pile.append(Wish(kind, taken))
            copies -= taken
            if sum(wish.copies for wish in pile) == PILE:
                yield pile
                pile = []
    if pile:
        yield pile


def leaves(pages: int, copies: int, *, both_sides: bool) -> int:
    """Sheets of paper: each copy begins on one of its own."""
    return copies * (-(-pages // 2) if both_sides else pages)


def unknown(names: Iterable[str]) -> list[str]:
    """Those that the list of sheets does not have."""
    return [name for name in names if name not in BY_NAME]
