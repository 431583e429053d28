"""The reference of one thing that somebody wrote: given by whoever reads it, and not to be guessed from a number."""

import re

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "challenges.references"
LETTERS = {"entry": "E", "note": "N"}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
SHAPE = re.compile(r"([EN])(\d{1,17})-([0-9A-F]{8})")


def reference(kind: str, number: int) -> str:
    """Such as N12-7F3A2C41."""
    return f"{LETTERS[kind]}{number}-{mark(kind, number)}"


def meant(written: str) -> tuple[str, int] | None:
    """The kind and the number that a reference was made for, however it is spaced; None for any other."""
    found = SHAPE.fullmatch(re.sub(r"\s", "", written).upper().replace("–", "-"))
    if found is None:
        return None
    kind, number = KINDS[found[1]], int(found[2])
    return (kind, number) if constant_time_compare(found[3], mark(kind, number)) else None


def mark(kind: str, number: int) -> str:
    return salted_hmac(SALT, f"{kind} {number}", algorithm="sha256").hexdigest()[:8].upper()
