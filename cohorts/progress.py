"""How far long work is. Told while its transaction is open, so kept beside the database; lost without harm."""

from contextlib import contextmanager

from django.core.cache import caches

LASTS = 60  # seconds without a word, after which nothing is going on


def how_far(work):
    """(done, of) of the work of that name while it goes on, (0, 0) where it only begins; else None."""
    return caches["beside"].get(work)


@contextmanager
def telling(work):
    """Give what tells (done, of) of the work of that name. When it is over, nothing is going on."""

    def tell(done, of):
        caches["beside"].set(work, (done, of), LASTS)

    tell(0, 0)
    try:
        yield tell
    finally:
        caches["beside"].delete(work)
