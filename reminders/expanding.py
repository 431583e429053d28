"""Turns occasions that have fallen due into one message a person, unique in the database."""

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, DateTimeField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.crypto import salted_hmac

from cohorts.models import AddressChange, Invitation
from reminders import reach, statements
from reminders.models import Message, Occasion

SIZE = 1000  # occasions in one transaction
COLUMNS = ["occasion_id", "person_id", "address", "message_id", "next_attempt_at", "created_at"]
Kind = Occasion.Kind


@transaction.atomic
def expand(now: datetime) -> int:
    """Claim what is due, insert its messages and mark it expanded; the number of occasions claimed."""
    due = Occasion.objects.due(now).select_related("session").select_for_update(skip_locked=True, of=("self",))
    claimed = list(due[:SIZE])
    for kind, expand_kind in BY_KIND.items():
        if occasions := [occasion for occasion in claimed if occasion.kind == kind]:
            expand_kind(occasions, now)
    Occasion.objects.filter(pk__in=[occasion.pk for occasion in claimed]).update(expanded_at=now)
    return len(claimed)


def _before_session(occasions: list[Occasion], now: datetime) -> None:
    ids = reach.by_shape(occasions)
    for reached in (*reach.people(ids), *reach.contacts(ids)):
        insert(reached, now)


def insert(reached: QuerySet, now: datetime) -> None:
    """A message for every (occasion, told, address) of `reached` that has none yet, without a row leaving the database.

    Asking first which are missing looks cheap while nothing is due, and reads the whole ledger when something is.
    """
    at = Value(now, DateTimeField())
    rows = reached.values_list("occasion", "told", "address", identity(), at, at)
    sql, params = rows.query.sql_with_params()
    into = f"INSERT INTO {Message._meta.db_table} ({', '.join(COLUMNS)})"
    statements.run((f"{into} {sql} ON CONFLICT DO NOTHING", params))


def identity() -> Concat:
    """The Message-ID of a row as an SQL expression: the same however often it is worked out."""
    numbers = [Cast(name, CharField()) for name in ("occasion", "told")]
    return Concat(Value("<"), numbers[0], Value("."), numbers[1], Value(f".{tail()}>"), output_field=CharField())


def tail() -> str:
    """What tells the Message-IDs of this installation from those of others."""
    return f"{salted_hmac('reminders', 'message-id').hexdigest()[:12]}@{domain()}"


def domain() -> str:
    """The domain that mails come from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


def _invitation(occasions: list[Occasion], now: datetime) -> None:
    invitations = Invitation.objects.filter(accepted_at=None, membership__left_at=None)
    _add(occasions, invitations.values_list("pk", "membership__person", "membership__person__email"), now)


def _address_changed(occasions: list[Occasion], now: datetime) -> None:
    _add(occasions, AddressChange.objects.values_list("pk", "person", "old"), now)


def _add(occasions: list[Occasion], rows: QuerySet, now: datetime) -> None:
    """A message for each of `rows` (subject, person, address) that one of `occasions` is about."""
    of: dict[int, list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        of[occasion.subject].append(occasion)
    messages = [
        Message(
            occasion=occasion,
            person_id=person,
            address=address,
            message_id=f"<{occasion.pk}.{person}.{tail()}>",
            next_attempt_at=now,
            created_at=now,
        )
        for subject, person, address in rows.filter(pk__in=of)
        for occasion in of[subject]
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)


BY_KIND = {
    Kind.BEFORE_SESSION: _before_session,
    Kind.INVITATION: _invitation,
    Kind.ADDRESS_CHANGED: _address_changed,
}
