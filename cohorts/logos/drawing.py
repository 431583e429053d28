"""SVG: drawn lines and surfaces are let in by name; what could fetch, run, move or grow without end is not."""

import base64
import binascii
import re
from collections import defaultdict
from xml.parsers import expat

from cohorts.logos import pixels
from cohorts.logos.refusal import NotALogo, Why

SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
DRAWN = {
    "svg", "g", "defs", "title", "desc", "metadata", "style", "switch", "symbol", "use", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "image",
}  # fmt: skip
WRITTEN = {"text", "tspan", "textPath"}
# Notes that drawing programs leave for themselves are passed over; a web page inside the picture is not.
WEB_PAGES = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"}
DEEPEST_NEST, DEEPEST_CHAIN, MOST_DRAWN = 100, 12, 10_000
POINTS_TO = re.compile(r"""url\(\s*["']?\s*#([^)"'\s]+)""")
REACHES_OUT = re.compile(r"""@import|expression\(|javascript:|url\(\s*["']?\s*(?!["'#\s])""", re.IGNORECASE)
PICTURE_INSIDE = re.compile(r"data:image/(png|jpe?g);base64,(.*)", re.DOTALL)


def check(content: bytes) -> None:
    """Raises NotALogo unless it is an SVG of plain shapes that reaches for nothing outside itself."""
    drawing = Drawing()
    try:
        drawing.read(content)
    except (expat.ExpatError, LookupError, ValueError):  # the last two: letters in an encoding that nobody knows
        raise NotALogo(Why.BROKEN if drawing.open else Why.NO_PICTURE) from None
    if how_much(drawing.points_to) > MOST_DRAWN:
        raise NotALogo(Why.TOO_INTRICATE)


def how_much(points_to: dict[str, list[str]]) -> int:
    """How many shapes come out when every part is drawn wherever another points to it."""
    sizes = dict.fromkeys(points_to, 1)
    for _ in range(DEEPEST_CHAIN):
        grown = {name: 1 + sum(sizes.get(to, 1) for to in pointed) for name, pointed in points_to.items()}
        if grown == sizes:
            return sizes.get("", 0)
        sizes = grown
    return MOST_DRAWN + 1  # a circle, or a chain without end


class Drawing:
    """Reads an SVG once and stops at the first thing that is not let in."""

    def __init__(self) -> None:
        self.open: list[str] = []  # the id of each element around, "" without one
        self.in_style = False
        self.points_to: dict[str, list[str]] = defaultdict(list)  # "" is the whole drawing

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = lambda text: self.words(text) if self.in_style else None
        parser.EntityDeclHandler = parser.ProcessingInstructionHandler = self.refused
        parser.buffer_text = True
        parser.Parse(content, True)

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        space, _, name = qualified.rpartition(" ")
        if not self.open and (space, name) != (SVG, "svg"):
            raise NotALogo(Why.NO_PICTURE)
        self.let_in(space, name)
        self.open.append(attributes.get("id", ""))
        self.in_style = name == "style"
        for key, value in attributes.items():
            self.attribute(*key.rpartition(" ")[::2], value)

    def let_in(self, space: str, name: str) -> None:
        if len(self.open) == DEEPEST_NEST:
            raise NotALogo(Why.TOO_INTRICATE)
        if space == SVG and name in WRITTEN:
            raise NotALogo(Why.HAS_LETTERS)
        if self.in_style or space in WEB_PAGES or (space == SVG and name not in DRAWN):
            raise NotALogo(Why.REACHES_OUT)

    def end(self, _name: str) -> None:
        self.open.pop()
        self.in_style = False

    def attribute(self, space: str, name: str, value: str) -> None:
        """Attributes of other programs are notes to themselves; `xml:base` would send every link elsewhere."""
        if name == "href":
            self.link(value.strip())
        elif (space, name) == (XML, "base") or (not space and name.lower().startswith("on")):
            raise NotALogo(Why.REACHES_OUT)
        elif not space:
            self.words(value)

    def link(self, to: str) -> None:
        """A part of the drawing itself, or a picture that stands inside it."""
        if to.startswith("#"):
            self.note(to[1:])
        elif inside := PICTURE_INSIDE.fullmatch(to):
            check_inside(inside.group(2))
        else:
            raise NotALogo(Why.REACHES_OUT)

    def words(self, text: str) -> None:
        """A style or an attribute. A backslash could spell url( in other letters."""
        if REACHES_OUT.search(text) or "\\" in text:
            raise NotALogo(Why.REACHES_OUT)
        for to in POINTS_TO.findall(text):
            self.note(to)

    def note(self, to: str) -> None:
        for name in {"", *self.open}:
            self.points_to[name].append(to)

    def refused(self, *_what: object) -> None:
        raise NotALogo(Why.REACHES_OUT)


def check_inside(coded: str) -> None:
    try:
        content = base64.b64decode("".join(coded.split()), validate=True)
    except binascii.Error:
        raise NotALogo(Why.BROKEN) from None
    kind = pixels.kind_of(content)
    if kind is None:
        raise NotALogo(Why.BROKEN)
    pixels.check(kind, content)
