"""Printed sheets: values in, a tagged PDF (PDF/UA-1) out. Equal values give equal bytes."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, cast

import typst
from django.utils.translation import gettext as _

from workshops.letters import FONTS, printable

SHEETS = Path(__file__).resolve().parent.parent / "templates" / "workshops" / "sheets"
PACK = SHEETS / "pack.typ"
compiling = Lock()  # one compiler a process, and it takes one pack at a time
FEW = 4  # copies whose layout may stay in memory
REMEMBERED = 10  # compilations for which the compiler keeps what it laid out


class Part(NamedTuple):
    """A sheet of a pack: the name of its file, what stands on it, how many there shall be."""

    sheet: str
    values: dict[str, Any]
    copies: int = 1
    paper: str = "a4"  # or a5 or a3, for a sheet that allows it


class Printed(NamedTuple):
    pdf: bytes
    pages: list[int]  # of one copy of each part
    missing: list[str]  # letters that no font has; each was printed as a white square


@cache
def fonts() -> typst.Fonts:
    """Only our own, so that every machine prints alike."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def compiler() -> typst.Compiler:
    """Kept warm: it reads the fonts and the sheets once a process."""
    return typst.Compiler(root=str(SHEETS), font_paths=fonts(), ignore_system_fonts=True)


def render(parts: Sequence[Part], *, title: str, both_sides: bool = False) -> Printed:
    """The parts in order, each on pages of its own, as one PDF. Values go in as data, never as markup.

    To be printed on `both_sides`, each copy begins on a new sheet of paper, after a blank page where there must be one.
    """
    missing: set[str] = set()
    first = parts[0].values
    words = printable({"title": title, "author": first["programme"], "lang": first["lang"]}, missing)
    words |= {"both-sides": both_sides, "parts": [legible(part, missing) for part in parts]}
    pdf, pages = compiled(json.dumps(words))
    if sum(part.copies for part in parts) > FEW:
        forget()
    return Printed(pdf, pages, sorted(missing))


def forget() -> None:
    """Let the compiler drop what it laid out: a pile is not printed again soon, and ten of them fill the memory."""
    with compiling:
        for _turn in range(REMEMBERED + 1):
            compiler().compile(input=b"", sys_inputs={})


def legible(part: Part, missing: set[str]) -> dict[str, Any]:
    """The part as JSON takes it; where a letter of it has no font, its foot says what a square stands for."""
    squares: set[str] = set()
    values = printable(part.values, squares)
    values["squares"] = _("A square stands for a letter that the sheet has no font for.") if squares else ""
    missing |= squares
    values["paper"] = part.paper
    return {"sheet": part.sheet, "copies": part.copies, "values": values}


def compiled(data: str) -> tuple[bytes, list[int]]:
    """The pack as PDF/UA-1, and the pages of each part. A fault in a sheet raises typst.TypstError."""
    with compiling:
        pdf = compiler().compile(input=str(PACK), sys_inputs={"data": data}, pdf_standards="ua-1")
        pages = json.loads(compiler().query("<lengths>", field="value", one=True))
    return cast(bytes, pdf), pages  # typst returns a list for pictures only
