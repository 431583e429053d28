"""Mails that one can do without, and the link that stops them without signing in."""

from django.conf import settings
from django.urls import reverse

from cohorts import links
from cohorts.models import Person
from reminders.models import Kind

FOR_PARTICIPANTS = [Kind.AFTER_SESSION, Kind.COMMITMENTS, Kind.NUDGE]
FOR_COORDINATORS = [Kind.DIGEST]
OPTIONAL = [*FOR_PARTICIPANTS, *FOR_COORDINATORS]


def link(person: Person, kind: str) -> str:
    """Where this person stops mails of this kind. A changed address or a new nonce revokes it."""
    return settings.BASE_URL + reverse("reminders:stop", args=[person.pk, kind, token(person, kind)])


def token(person: Person, kind: str) -> str:
    return links.token(f"stop.{kind}", person.pk, nonce(person))


def is_token_of(person: Person, kind: str, given: str) -> bool:
    return links.is_right(given, f"stop.{kind}", person.pk, nonce(person))


def nonce(person: Person) -> str:
    return f"{person.email_key}.{person.reply_nonce}"


def headers(person: Person, kind: str) -> dict[str, str]:
    """What lets a mail program offer to stop them in one press (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{link(person, kind)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
