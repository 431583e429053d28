"""Messages of claimed occasions, each once however often it is tried."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import CharField, DateTimeField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.crypto import salted_hmac

from reminders import statements
from reminders.models import Message, Occasion

COLUMNS = ["address", "message_id", "next_attempt_at", "created_at"]


def insert(reached: QuerySet, now: datetime, to: str = "person") -> None:
    """A message for every (occasion, told, address) of `reached` that has none yet, without a row leaving the database.

    `told` is the id of a person, or of a speaker where `to` says so. Asking first which are missing looks cheap while
    nothing is due, and reads the whole ledger when something is.
    """
    at = Value(now, DateTimeField())
    mark = "." if to == "person" else ".s"
    rows = reached.values_list("occasion", "told", "address", identity(mark), at, at)
    sql, params = rows.query.sql_with_params()
    into = f"INSERT INTO {Message._meta.db_table} ({', '.join(['occasion_id', f'{to}_id', *COLUMNS])})"
    statements.run((f"{into} {sql} ON CONFLICT DO NOTHING", params))


def identity(mark: str) -> Concat:
    """The Message-ID of a row as an SQL expression: the same however often it is worked out."""
    numbers = [Cast(name, CharField()) for name in ("occasion", "told")]
    return Concat(Value("<"), numbers[0], Value(mark), numbers[1], Value(f".{tail()}>"), output_field=CharField())


def tail() -> str:
    """What tells the Message-IDs of this installation from those of others."""
    return f"{salted_hmac('reminders', 'message-id').hexdigest()[:12]}@{domain()}"


def domain() -> str:
    """The domain that mails come from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


def add(occasions: Iterable[Occasion], rows: Iterable[tuple[int, int, str]], now: datetime) -> None:
    """A message for each of `rows` (subject, person, address) that one of `occasions` is about."""
    of: dict[int, list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        of[occasion.subject].append(occasion)
    messages = [
        message(occasion, person, address, now) for subject, person, address in rows for occasion in of[subject]
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def message(occasion: Occasion, person: int, address: str, now: datetime) -> Message:
    return Message(
        occasion=occasion,
        person_id=person,
        address=address,
        message_id=f"<{occasion.pk}.{person}.{tail()}>",
        next_attempt_at=now,
        created_at=now,
    )
