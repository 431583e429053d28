"""Which letters the sheets' fonts can print. What none of them has becomes a white square, and is said."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "fonts" / "print"
SQUARE = "\u25a1"
LEADS = ("HandbookSans", "HandbookSerif", "HandbookDisplay")  # each with its Ext twin, then the fallbacks in any case
FALLBACKS = ("NotoSans", "NotoSansArabic", "NotoSansCJKsc")

LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# Marks of direction, joining and selection that have no shape; ZWJ and ZWNJ shape Arabic letters and stay.
SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
JOINERS = "\u200c\u200d"


@cache
def letters_of(family: str) -> frozenset[str]:
    """What every face of a family has, by its character map."""
    faces = [set(TTFont(path, lazy=True).getBestCmap()) for path in sorted(FONTS.glob(f"{family}-*.[to]tf"))]
    return frozenset(map(chr, set.intersection(*faces)))


@cache
def chains() -> list[list[frozenset[str]]]:
    """For each face a sheet may ask for, the fonts that are tried in turn."""
    fallbacks = [letters_of(family) for family in FALLBACKS]
    return [[letters_of(lead), letters_of(f"{lead}Ext"), *fallbacks] for lead in LEADS]


@cache
def plain() -> frozenset[str]:
    """What prints whichever face is asked for and whatever stands before it."""
    everywhere = frozenset.intersection(*(frozenset.union(*chain) for chain in chains()))
    return frozenset(letter for letter in everywhere if not rides(letter)) | {"\n"}


def rides(letter: str) -> bool:
    """Whether it sits on the letter before it: a combining mark or a joiner."""
    return unicodedata.category(letter)[0] == "M" or letter in JOINERS


def has_font(cluster: str) -> bool:
    """Whether a letter with its marks prints: one font must have them all, and a mark needs a letter."""
    if rides(cluster[0]):
        return False
    return all(any(font.issuperset(cluster) for font in chain) for chain in chains())


def clusters(text: str) -> list[str]:
    """A letter with the marks that sit on it, one after another."""
    found: list[str] = []
    for letter in text:
        if found and found[-1] != "\n" and rides(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def legible(text: str, missing: set[str]) -> str:
    """`text` as it can be printed. Letters without a font become squares and are added to `missing`."""
    text = unicodedata.normalize("NFC", SHAPELESS.sub("", LINE_ENDS.sub("\n", text).replace("\t", " ")))
    if plain().issuperset(text):
        return text
    return "".join(c if c == "\n" or has_font(c) else squares(c, missing) for c in clusters(text))


def squares(cluster: str, missing: set[str]) -> str:
    """The letter where it has a font, and a square for it or for each of its marks where it has none."""
    letter, marks = cluster[0], [mark for mark in cluster[1:] if mark not in JOINERS]
    if has_font(letter):
        missing.update(marks)
        return letter + SQUARE * len(marks)
    if letter not in JOINERS:
        missing.add(letter)
    return SQUARE * (letter not in JOINERS)


def printable(values: Any, missing: set[str]) -> Any:
    """`values` (strings, numbers, lists and dicts, as for JSON) with every string legible."""
    if isinstance(values, str):
        return legible(values, missing)
    if isinstance(values, dict):
        return {key: printable(value, missing) for key, value in values.items()}
    if isinstance(values, list):
        return [printable(value, missing) for value in values]
    return values
