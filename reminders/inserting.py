"""Messages of claimed occasions, each once however often it is tried."""

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db.models import CharField, DateTimeField, Value
from django.db.models.functions import Cast, Concat
from django.utils.crypto import salted_hmac

from reminders import statements
from reminders.kinds.way import Reached, Way
from reminders.models import Message, Occasion
from reminders.statements import Step

COLUMNS = ["address", "message_id", "next_attempt_at", "created_at"]
ONCE = {  # the index that may already hold it; without its name every one is searched for every row
    "person": "(occasion_id, person_id)",
    "speaker": "(speaker_id, occasion_id) WHERE speaker_id IS NOT NULL",
}


def add(way: Way, occasions: list[Occasion], now: datetime) -> None:
    """Insert the messages of claimed `occasions` of one kind."""
    if way.reach and (steps := [insertion(reached, now) for reached in way.reach(occasions)]):
        statements.run(*steps)
    if way.rows:
        Message.objects.bulk_create(messages_of(way, occasions, now), ignore_conflicts=True)


def would_be(way: Way, occasions: list[Occasion], now: datetime) -> list[Message]:
    """The messages that `add` would insert, unsaved and without a Message-ID, each once."""
    at = {"next_attempt_at": now, "created_at": now}
    found = [
        Message(occasion_id=occasion, address=address, **{f"{reached.to}_id": told}, **at)
        for reached in (way.reach(occasions) if way.reach else ())
        for occasion, told, address in reached.found.values_list("occasion", "told", "address")
    ]
    found += messages_of(way, occasions, now) if way.rows else []
    return list({(one.occasion_id, one.person_id, one.speaker_id): one for one in found}.values())


def insertion(reached: Reached, now: datetime) -> Step:
    """What inserts a message for each of `reached` that has none yet, without a row leaving the database.

    Asking first which are missing looks cheap while nothing is due, and reads the whole ledger when something is.
    """
    at = Value(now, DateTimeField())
    mark = "." if reached.to == "person" else ".s"
    rows = reached.found.values_list("occasion", "told", "address", identity(mark), at, at)
    sql, params = rows.query.sql_with_params()
    into = f"INSERT INTO {Message._meta.db_table} ({', '.join(['occasion_id', f'{reached.to}_id', *COLUMNS])})"
    return f"{into} {sql} ON CONFLICT {ONCE[reached.to]} DO NOTHING", params


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


def messages_of(way: Way, occasions: list[Occasion], now: datetime) -> list[Message]:
    """A message for each row of the way's that one of `occasions` is about."""
    of: dict[int, list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        of[occasion.subject].append(occasion)
    rows = way.rows(occasions) if way.rows else ()
    return [message(occasion, person, address, now) for subject, person, address in rows for occasion in of[subject]]


def message(occasion: Occasion, person: int, address: str, now: datetime) -> Message:
    return Message(
        occasion=occasion,
        person_id=person,
        address=address,
        message_id=f"<{occasion.pk}.{person}.{tail()}>",
        next_attempt_at=now,
        created_at=now,
    )
