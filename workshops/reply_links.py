"""The link in a mail by which somebody, or whoever keeps their diary, replies without signing in.

Its token hangs on the address it was sent to and on a nonce of that person's: a new address or a new nonce ends it.
"""

from django.urls import reverse

from cohorts import links
from cohorts.models import Person


def path(session: int, principal: Person, by: Person) -> str:
    """Where `by` replies for `principal` (often the same) to a session (an id)."""
    return reverse("workshops:reply_link", args=[session, principal.pk, by.pk, token(session, principal.pk, by)])


def token(session: int, principal: int, by: Person) -> str:
    return links.token(kind(session, principal), by.pk, nonce(by))


def is_token_of(session: int, principal: int, by: Person, given: str) -> bool:
    return links.is_right(given, kind(session, principal), by.pk, nonce(by))


def kind(session: int, principal: int) -> str:
    return f"reply.{session}.{principal}"


def nonce(by: Person) -> str:
    return f"{by.email_key}.{by.reply_nonce}"
