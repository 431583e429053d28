"""How sending is doing, for the readiness check, the page and the command."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from reminders import breaker
from reminders.models import Heartbeat, Message

TICK, BEAT, WORKER, LOOP = "tick", "beat", "worker", "loop"
PARTS = [TICK, BEAT, WORKER, LOOP]
OLD = 120  # seconds after which a part is silent
BEHIND = 300  # seconds after which what is due and has not gone is a trouble
State = Message.State


def status(now: datetime) -> dict[str, Any]:
    """Ages in seconds (None where there is nothing to age), counts by state of what is not over, and the mail server.

    `oldest_due_age_s` is of the oldest message that should have gone and has not been tried, nor waits for its turn.
    """
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    open_ = Message.objects.filter(state__in=[State.DUE, State.SENDING])
    oldest = open_.filter(next_attempt_at__lte=now).aggregate(oldest=Min("next_attempt_at"))["oldest"]
    return {
        **{f"last_{name}_age_s": age(beats.get(name), now) for name in PARTS},
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


def parts(now: datetime) -> list[tuple[str, datetime | None, bool]]:
    """(name, when it last worked, whether it is silent) of the parts that have ever been seen here, and of the tick."""
    beats = dict(Heartbeat.objects.filter(name__in=PARTS).values_list("name", "at"))
    return [(name, beats.get(name), is_old(beats.get(name), now)) for name in PARTS if name == TICK or name in beats]


def is_old(at: datetime | None, now: datetime) -> bool:
    return at is None or (now - at).total_seconds() > OLD


def troubles(now: datetime) -> list[str]:
    """What is wrong, by names that templates and commands put into words; the cause where it is known."""
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    found = ["mail_server"] if breaker.NAME in beats else []
    if is_old(beats.get(TICK), now):
        return [silent_part(beats, now), *found]
    if is_behind(beats, now):
        found.append("behind")
    return found


def silent_part(beats: dict[str, datetime], now: datetime) -> str:
    """Which part is to blame that nothing ticks: beat, the worker that no longer answers it, or nobody can say."""
    if BEAT not in beats or LOOP in beats:
        return "silent"
    return "beat" if is_old(beats[BEAT], now) else "worker"


def is_behind(beats: dict[str, datetime], now: datetime) -> bool:
    """Whether messages wait that should have gone, though nothing holds them back."""
    if breaker.NAME in beats or "paused" in beats:
        return False
    oldest = Message.objects.to_send(now).aggregate(oldest=Min("next_attempt_at"))["oldest"]
    return oldest is not None and (now - oldest).total_seconds() > BEHIND


def mail_server_away() -> str:
    """Why the mail server does not take our mail; empty while it does."""
    away = Heartbeat.objects.filter(name=breaker.NAME).values_list("note", flat=True).first()
    return away or ""


def is_late(now: datetime) -> bool:
    """Whether the last tick is too long ago."""
    return is_old(Heartbeat.objects.filter(name=TICK).values_list("at", flat=True).first(), now)
