"""Links in mails: the row holds a nonce, the token is derived from it, so that a copy of the database opens nothing."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac


def new_nonce() -> str:
    """43 characters nobody can guess. A new one revokes every link made from the old."""
    return secrets.token_urlsafe(32)


def token(kind: str, pk: int, nonce: str) -> str:
    """What stands in the link to the row `pk` of this `kind`, while it holds `nonce`."""
    return salted_hmac(f"links.{kind}", f"{pk}.{nonce}", algorithm="sha256").hexdigest()


def is_right(given: str, kind: str, pk: int, nonce: str) -> bool:
    """Whether `given` is that token, in constant time."""
    return constant_time_compare(given, token(kind, pk, nonce))
