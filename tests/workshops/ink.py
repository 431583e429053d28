"""Where the words of a printed page stand, in points from its lower left corner."""

from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from fontTools.ttLib import TTFont

from workshops.letters import FONTS

MM = 72 / 25.4
SLACK = 0.12  # of its size: letters stand a little closer than their widths add up to
RISES, FALLS = 0.6, 0.15  # of its size: how far a line reaches above and below its base, by capitals and by tails


class Line(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    size: float


def lines(page, box=(0, 900, 0, 900)):
    """The lines that begin within `box` (left, right, bottom, top): what is set at one height and size."""
    found = defaultdict(list)
    for text, left, right, base, size in pieces(page):
        if box[0] - 1 <= left < box[1] and box[2] <= base < box[3]:
            found[round(base, 1), size].append((left, right, text))
    return [joined(row, base, size) for (base, size), row in found.items()]


def joined(row, base, size):
    lefts, rights, texts = zip(*row, strict=True)
    return Line("".join(texts), min(lefts), max(rights), base, size)


def pieces(page):
    found = []

    def note(text, cm, _tm, font, size):
        if text.strip():
            turned, x, base = cm[0], cm[4], cm[5]
            end = x + turned * size * sum(advance(font["/BaseFont"].split("+")[1], letter) for letter in text.strip())
            found.append((text.strip(), min(x, end), max(x, end), base, size))

    page.extract_text(visitor_text=note)
    return found


@cache
def face(name):
    [path] = FONTS.glob(f"{name.removesuffix('-Identity-H')}.[to]tf")
    font = TTFont(path)
    return font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm


@cache
def advance(name, letter):
    """How wide a letter is, at size 1."""
    letters, widths, em = face(name)
    return widths[letters[ord(letter)]][0] / em if ord(letter) in letters else 0


def inside(page, box):
    """The lines of `box`; none may leave it."""
    _left, right, bottom, top = box
    here = lines(page, box)
    for line in here:
        assert line.right <= right + SLACK * line.size, line
        assert line.base - FALLS * line.size >= bottom, line
        assert line.base + RISES * line.size <= top, line
    return here


def apart(lines):
    """Whether no line runs into the one above it."""
    ordered = sorted(lines, key=lambda line: -line.base)
    return all(
        upper.base - FALLS * upper.size >= lower.base + RISES * lower.size
        for upper, lower in pairwise(ordered)
        if upper.base - lower.base > 1 and upper.left < lower.right and lower.left < upper.right
    )
