"""The canvases: thinking tools to fill by hand or on screen. Each is a file beside this one: a new one is no code."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

HERE = Path(__file__).parent


class Room(NamedTuple):
    """How many boxes of a place a layout has, and how many letters one holds (in a table, each of its lines)."""

    fewest: int
    most: int
    letters: int
    lines: int = 1


FULL = 8  # lines, however short, fill a box; so each break takes as many letters as a line
FOOT = Room(0, 1, 90)
LAYOUTS: dict[str, dict[str, Room]] = {
    "triangle": {"corner": Room(3, 3, 240), "centre": Room(1, 1, 60), "side": Room(0, 3, 60), "foot": FOOT},
    "quadrants": {"corner": Room(4, 4, 280), "centre": Room(0, 1, 200), "axis": Room(0, 2, 60), "foot": FOOT},
    "rings": {"ring": Room(2, 3, 50), "column": Room(0, 4, 40, lines=8), "foot": FOOT},
    "columns": {"column": Room(2, 5, 400), "foot": FOOT},
    "parts": {"part": Room(2, 5, 600), "foot": FOOT},
    "table": {"column": Room(2, 5, 110, lines=7), "foot": FOOT},
}


@dataclass(frozen=True)
class Box:
    """A place to write in; what is written there is kept under `key`."""

    key: str
    place: str
    title: str
    prompt: str = ""


@dataclass(frozen=True)
class Canvas:
    name: str  # its file's, and in addresses
    title: str
    purpose: str
    layout: str
    minutes: int
    done: Literal["alone", "in a group"]
    boxes: tuple[Box, ...]

    def holds(self, box: Box, answer: str) -> bool:
        """Whether the answer fits its box on paper."""
        room, lines = LAYOUTS[self.layout][box.place], answer.splitlines()
        if room.lines == 1:
            return len(answer) + (len(lines) - 1) * (room.letters // FULL) <= room.letters
        return len(lines) <= room.lines and all(len(line) <= room.letters for line in lines)


class NotACanvas(Exception):
    """A file that cannot be drawn, with what is wrong in it."""


@cache
def canvases() -> tuple[Canvas, ...]:
    """All of them, by title."""
    return tuple(sorted(map(read, HERE.glob("*.toml")), key=lambda canvas: canvas.title))


def read(path: Path) -> Canvas:
    """The canvas in a file. Raises NotACanvas, which names the file and the fault."""
    try:
        values = tomllib.loads(path.read_text())
        canvas = made(path.stem, **values)
    except (tomllib.TOMLDecodeError, TypeError) as fault:
        raise NotACanvas(f"{path.name}: {fault}") from None
    if wrong := fault_of(canvas):
        raise NotACanvas(f"{path.name}: {wrong}")
    return canvas


def made(name: str, boxes: list[dict[str, Any]], **values: Any) -> Canvas:
    return Canvas(name=name, boxes=tuple(Box(**box) for box in boxes), **values)


def fault_of(canvas: Canvas) -> str:
    """What keeps it from being drawn; empty when nothing does."""
    if canvas.layout not in LAYOUTS:
        return f"there is no layout {canvas.layout}"
    if len({box.key for box in canvas.boxes}) < len(canvas.boxes):
        return "two boxes have the same key"
    places = [box.place for box in canvas.boxes]
    if strange := set(places) - LAYOUTS[canvas.layout].keys():
        return f"{canvas.layout} has no place {min(strange)}"
    for place, room in LAYOUTS[canvas.layout].items():
        if not room.fewest <= places.count(place) <= room.most:
            return f"{canvas.layout} takes {room.fewest} to {room.most} of {place}"
    return ""
