"""Printed sheets: values in, a tagged PDF (PDF/UA-1) out. Equal values give equal bytes."""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, cast

import typst
from django.utils.translation import gettext as _

from workshops.letters import FONTS, printable

SHEETS = Path(__file__).resolve().parent.parent / "templates" / "workshops" / "sheets"
compiling = Lock()  # one compiler a process, and it takes one sheet at a time


class Sheet(NamedTuple):
    pdf: bytes
    missing: list[str]  # letters that no font has; each was printed as a white square


@cache
def fonts() -> typst.Fonts:
    """Only our own, so that every machine prints alike."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def compiler() -> typst.Compiler:
    """Kept warm: it reads the fonts and the sheets once a process."""
    return typst.Compiler(root=str(SHEETS), font_paths=fonts(), ignore_system_fonts=True)


def render(name: str, values: dict[str, Any]) -> Sheet:
    """The sheet `name` (agenda, running-order, register) with `values`. They go in as data, never as markup."""
    missing: set[str] = set()
    shown = printable(values, missing)
    shown["squares"] = _("A square stands for a letter that the sheet has no font for.") if missing else ""
    return Sheet(compiled(SHEETS / f"{name}.typ", json.dumps(shown)), sorted(missing))


def compiled(sheet: Path, data: str) -> bytes:
    """The sheet as PDF/UA-1. A fault in a sheet raises typst.TypstError."""
    with compiling:
        pdf = compiler().compile(input=str(sheet), sys_inputs={"data": data}, pdf_standards="ua-1")
    return cast(bytes, pdf)  # typst returns a list for pictures only
