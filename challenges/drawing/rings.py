"""The map as two rings: inside those who can say yes or no, outside those who influence them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import atan2, cos, hypot, pi, sin, tau
from typing import NamedTuple

from challenges.drawing.labels import LINE, lines, width

RADIUS = 15  # of a mark
GAP = 6  # between what must not touch
CORE = (60, 24)  # half of what the words in the middle take
MANY = 14  # on one ring
HIGHER, WIDER = 12, 1  # by which a ring grows until nothing overlaps
EDGE = 30  # outside the outer ring, at least


class Paper(NamedTuple):
    """Half-widths of the rings: inside, outside, and of one with many on it."""

    inner: float
    outer: float
    many: float


WIDE, NARROW = Paper(225, 400, 460), Paper(140, 235, 235)


@dataclass(frozen=True)
class Person:
    """What the drawing must know of somebody on the map."""

    number: int
    name: str
    decides: bool
    influences: tuple[int, ...] = ()


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right + GAP
            and other.left < self.right + GAP
            and self.top < other.bottom + GAP
            and other.top < self.bottom + GAP
        )


@dataclass(frozen=True)
class Mark:
    """Somebody's place: the middle of the mark, and below it the lines of the label, each with its own height."""

    number: int
    x: float
    y: float
    decides: bool
    label: tuple[tuple[str, float], ...]

    @property
    def box(self) -> Box:
        half = max([RADIUS, *(width(line) / 2 for line, _ in self.label)])
        foot = self.label[-1][1] + 5 if self.label else self.y + RADIUS
        return Box(self.x - half, self.y - RADIUS, self.x + half, foot)


@dataclass(frozen=True)
class Arrow:
    """From the edge of one mark to that of another, with the three points of its head."""

    x1: float
    y1: float
    x2: float
    y2: float
    head: str


@dataclass(frozen=True)
class Ring:
    rx: float
    ry: float


@dataclass(frozen=True)
class Drawing:
    """Everything placed around (0, 0), where the challenge stands; `box` holds all of it."""

    box: Box
    inner: Ring
    outer: Ring | None
    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]

    @property
    def view(self) -> str:
        """For the viewBox of the picture."""
        box = self.box
        return f"{box.left:.0f} {box.top:.0f} {box.right - box.left:.0f} {box.bottom - box.top:.0f}"

    @property
    def is_wide(self) -> bool:
        return self.box.right - self.box.left > 900


def draw(people: Iterable[Person], paper: Paper = WIDE) -> Drawing:
    """The picture of these people. No two labels touch, however many there are."""
    everybody = list(people)
    deciding = [one for one in everybody if one.decides]
    swaying = [one for one in everybody if not one.decides]
    inner, inside = around(deciding, paper.many if len(deciding) > MANY else paper.inner, 120, [])
    if not swaying:
        return assembled(inner, None, inside, everybody)
    reach = paper.many if len(swaying) > MANY else paper.outer
    outer, outside = around(swaying, max(reach, inner.rx + paper.outer - paper.inner), inner.ry + 90, inside)
    return assembled(inner, outer, [*inside, *outside], everybody)


def around(people: list[Person], rx: float, ry: float, taken: list[Mark]) -> tuple[Ring, list[Mark]]:
    """A ring with these people on it, tall enough that nobody's label meets another's or the words in the middle."""
    while True:
        ring = Ring(rx, ry)
        marks = [mark(one, x, y) for one, (x, y) in zip(people, places(ring, len(people)), strict=True)]
        if clear(marks, taken):
            return ring, marks
        rx, ry = rx + WIDER, ry + HIGHER


def clear(marks: list[Mark], taken: list[Mark]) -> bool:
    middle = Box(-CORE[0], -CORE[1], CORE[0], CORE[1])
    boxes = [one.box for one in marks]
    others = [middle, *(one.box for one in taken)]
    return not any(a.meets(b) for a, b in combinations(boxes, 2)) and not any(a.meets(b) for a in boxes for b in others)


def places(ring: Ring, count: int) -> Iterator[tuple[float, float]]:
    """So many places on the ring, the same way along the rim from each to the next.

    The first is a quarter of that way from the top: then no two ever stand at one height near the top or the foot,
    and a higher ring takes them apart.
    """
    rim = [(ring.rx * cos(turn), ring.ry * sin(turn)) for turn in (tau * n / 360 - pi / 2 for n in range(361))]
    so_far = [0.0]
    for (x1, y1), (x2, y2) in pairwise(rim):
        so_far.append(so_far[-1] + hypot(x2 - x1, y2 - y1))
    for n in range(count):
        wanted = so_far[-1] * (n + 0.25) / count
        yield next(point for point, way in zip(rim, so_far, strict=True) if way >= wanted)


def mark(one: Person, x: float, y: float) -> Mark:
    label = tuple((line, y + RADIUS + LINE * n + 3) for n, line in enumerate(lines(one.name), 1))
    return Mark(one.number, x, y, one.decides, label)


def assembled(inner: Ring, outer: Ring | None, marks: list[Mark], people: list[Person]) -> Drawing:
    where = {one.number: one for one in marks}
    arrows = [arrow(where[one.number], where[other]) for one in people for other in one.influences if other in where]
    return Drawing(frame(outer or inner, marks), inner, outer, tuple(marks), tuple(arrows))


def frame(ring: Ring, marks: list[Mark]) -> Box:
    boxes = [Box(-ring.rx, -ring.ry, ring.rx, ring.ry), *(one.box for one in marks)]
    return Box(
        min(box.left for box in boxes) - EDGE,
        min(box.top for box in boxes) - EDGE,
        max(box.right for box in boxes) + EDGE,
        max(box.bottom for box in boxes) + EDGE,
    )


def arrow(start: Mark, end: Mark) -> Arrow:
    way = atan2(end.y - start.y, end.x - start.x)
    off = RADIUS + 4
    x1, y1 = start.x + off * cos(way), start.y + off * sin(way)
    x2, y2 = end.x - off * cos(way), end.y - off * sin(way)
    sides = [(x2 - 11 * cos(way + turn), y2 - 11 * sin(way + turn)) for turn in (0.42, -0.42)]
    return Arrow(x1, y1, x2, y2, " ".join(f"{x:.1f},{y:.1f}" for x, y in [(x2, y2), *sides]))
