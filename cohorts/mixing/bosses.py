import re
from collections.abc import Iterable
from typing import Any

from cohorts.mixing.values import Kind, Wish
from cohorts.text import search_key


def named_as_boss(people: Iterable[tuple[Any, str, list[str]]]) -> list[Wish]:
    """A `BOSS` for everybody whose line manager is one of `people`: triples of key, line manager and spellings.

    The text may say more than the name, such as a post. A spelling of one word must be the whole text.
    """
    rows = [(key, plain(manager), [plain(spelling) for spelling in spellings]) for key, manager, spellings in people]
    return [
        Wish(Kind.BOSS, key, boss)
        for key, manager, _own in rows
        if manager
        for boss, _manager, spellings in rows
        if boss != key and any(says(manager, spelling) for spelling in spellings)
    ]


def plain(text: str) -> str:
    """Words without case, accents and punctuation."""
    return " ".join(re.findall(r"\w+", search_key(text)))


def says(text: str, name: str) -> bool:
    return text == name if " " not in name else f" {name} " in f" {text} "
