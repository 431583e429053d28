"""Text as people type it: the keys it is found and sorted by, and what a single line may hold."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HONORIFICS = {"cllr", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "revd"}

WITH_AN_ADDRESS = re.compile(
    r"""[^<>@]*<\s*(?:mailto:)?([^<>@\s]+@[^<>@\s]+)\s*>|mailto:([^<>@\s?]+@[^<>@\s?]+)""", re.IGNORECASE
)

# One letter can decompose into eighteen, so a name that fits its column can have a key that would not.
LONGEST_KEY = 500
LONGEST_SORT_KEY = 300


def email_key(address):
    """The key under which two spellings of one address are the same: trimmed, NFC, casefolded."""
    return fold("NFC", address.strip())


def bare_address(text):
    """bob@x.example of Bob Jones <bob@x.example> or of mailto:bob@x.example; any other text as it is."""
    found = WITH_AN_ADDRESS.fullmatch(text)
    return found[1] or found[2] if found else text


def search_key(*parts):
    """`parts` without case and accents, so that zoe finds Zoë."""
    text = " ".join(parts)
    if text.isascii():  # most are, and this is a search's longest part
        letters = text.casefold()
    else:
        letters = "".join(c for c in fold("NFKD", text) if not unicodedata.combining(c))
    return " ".join(letters.split())[:LONGEST_KEY]


def fold(form, text):
    """`text` without case, in the normal `form`: each may undo the other, so both until nothing changes."""
    while text != (folded := unicodedata.normalize(form, unicodedata.normalize(form, text).casefold())):
        text = folded
    return text


def sort_key(name):
    """Surname first: the last word, then the rest, without case and accents."""
    words = search_key(name).split()
    return " ".join(words[-1:] + words[:-1])[:LONGEST_SORT_KEY]


def one_line(value):
    """Refuse control characters and line breaks: the value may become a mail header or a cell."""
    if any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in value):
        raise ValidationError(_("Write this on one line, without line breaks or control characters."), code="one_line")


def plain_name(name, longest=200):
    """A file's name without control characters, as long as its column."""
    return "".join(c for c in name if not unicodedata.category(c).startswith(("C", "Zl", "Zp")))[:longest]
