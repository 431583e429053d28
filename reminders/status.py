"""How sending is doing, for the readiness check and the ledger."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from reminders import breaker
from reminders.glance import TICK
from reminders.models import Heartbeat, Message

OLD = 120  # seconds after which a tick is overdue
State = Message.State


def status(now: datetime) -> dict[str, Any]:
    """Ages in seconds (None where there is nothing to age), counts by state of what is not over, and the mail server.

    `oldest_due_age_s` is of the oldest message that should have gone and has not been tried, nor waits for its turn.
    """
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    open_ = Message.objects.filter(state__in=[State.DUE, State.SENDING])
    oldest = open_.filter(next_attempt_at__lte=now).aggregate(oldest=Min("next_attempt_at"))["oldest"]
    return {
        "last_tick_age_s": age(beats.get(TICK), now),
        "oldest_due_age_s": age(oldest, now),
        "mail_server_away": breaker.NAME in beats,
        "counts": counts(),
    }


def counts() -> dict[str, int]:
    """How many messages are due, being sent, failed or doubtful; what is over and settled is not counted."""
    open_ = Q(state__in=[State.DUE, State.SENDING])
    unsettled = Q(state__in=[State.FAILED, State.DOUBTFUL], dismissed_at=None)
    found: dict[str, int] = {}
    for part in (open_, unsettled):
        rows = Message.objects.filter(part).order_by().values_list("state").annotate(Count("pk"))
        found.update(rows)
    return {state.value: found.get(state, 0) for state in (State.DUE, State.SENDING, State.FAILED, State.DOUBTFUL)}


def age(at: datetime | None, now: datetime) -> float | None:
    return None if at is None else max((now - at).total_seconds(), 0.0)


def mail_server_away() -> str:
    """Why the mail server does not take our mail; empty while it does."""
    away = Heartbeat.objects.filter(name=breaker.NAME).values_list("note", flat=True).first()
    return away or ""


def is_late(now: datetime) -> bool:
    """Whether the last tick is too long ago."""
    last = Heartbeat.objects.filter(name=TICK).values_list("at", flat=True).first()
    return last is None or (now - last).total_seconds() > OLD
