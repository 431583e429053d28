"""How far long work is. Told while its transaction is open, so kept beside the database; lost without harm."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import caches

LASTS = 60  # seconds without a word, after which nothing is known to go on
logger = logging.getLogger(__name__)


def how_far(work: str) -> tuple[int, int] | None:
    """(done, of) of the work of that name while it goes on, (0, 0) where it only begins; else None."""
    return tried(caches["beside"].get, work)


@contextmanager
def telling(work: str) -> Iterator[Callable[[int, int], None]]:
    """Give what tells (done, of) of the work of that name. When it is over, nothing is known of it."""

    def tell(done: int, of: int) -> None:
        tried(caches["beside"].set, work, (done, of), LASTS)

    tell(0, 0)
    try:
        yield tell
    finally:
        tried(caches["beside"].delete, work)


def tried(deed: Callable[..., Any], *arguments: Any) -> Any:
    """What it gives; None where the place beside is full, away or not ours: no work is undone for that."""
    try:
        return deed(*arguments)
    except Exception:
        logger.warning("How far work is could not be told.", exc_info=True)
        return None
