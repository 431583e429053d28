"""A trial print on a tiny page: what cannot be printed is said when it is uploaded, not on the morning of the day."""

import json
from functools import cache
from threading import Lock

import typst

from cohorts.logos.refusal import NotALogo, Why

FORMATS = {"png": "png", "jpeg": "jpg", "svg": "svg"}
PAGE = b"""
#set document(title: "Logo")
#let content = bytes(json(bytes(sys.inputs.content)))
#image(content, format: sys.inputs.format, width: 40mm, height: 12mm, fit: "contain", alt: "Logo")
"""
printing = Lock()  # one compiler a process, and it takes one page at a time


@cache
def compiler() -> typst.Compiler:
    """Without any font: a logo has no letters of its own."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def print_once(kind: str, content: bytes) -> None:
    """Raises NotALogo where the picture does not come out."""
    inputs = {"format": FORMATS[kind], "content": json.dumps(list(content))}
    try:
        with printing:
            compiler().compile(input=PAGE, sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError:
        raise NotALogo(Why.BROKEN) from None
