"""Pausing and letting go on, as verbs. A press that comes twice changes nothing the second time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cohorts.models import Person, Programme
from cohorts.trail import record
from reminders import pausing, ticking
from reminders.models import Kind, Message

State, Why = Message.State, Message.Why
SAFETY = [Kind.ADDRESS_CHANGED, Kind.FORGETTING]  # told even when all else is dropped


@transaction.atomic
def pause(*, programme: Programme, by: Person | None, now: datetime) -> bool:
    """Let no message of `programme` go that is not already on its way; whether that is new.

    Sign-in codes still go, and a changed address is still announced to the old one.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if programme.paused_at:
        return False
    programme.paused_at = now
    programme.save(update_fields=["paused_at"])
    record(by, pausing.PAUSED, programme, at=now, fields=["paused_at"])
    return True


@transaction.atomic
def resume(*, programme: Programme, by: Person | None, now: datetime, drop: bool = False) -> bool:
    """Let the messages of `programme` go on at once, or `drop` those that wait; whether it was paused."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if not programme.paused_at:
        return False
    waiting = Message.objects.waiting().filter(occasion__programme=programme)
    if drop:
        drop_all(waiting, now)
    programme.paused_at = None
    programme.save(update_fields=["paused_at"])
    waiting.filter(state=State.DUE, why=Why.PAUSED).update(why="", next_attempt_at=now)
    record(by, pausing.RESUMED, programme, at=now, fields=["paused_at"])
    return True


@transaction.atomic
def pause_all(*, by: Person | None, now: datetime) -> bool:
    """Let no message of any programme go that is not already on its way; whether that is new. Sign-in codes go."""
    return pausing.hold(by, now)


@transaction.atomic
def resume_all(*, by: Person | None, now: datetime, drop: bool = False) -> bool:
    """Let all messages go on, or `drop` those that wait; whether they were paused.

    Programmes that are paused for themselves stay so, and their messages wait on.
    """
    if drop and pausing.is_everything_paused():
        drop_all(Message.objects.filter(occasion__programme__paused_at=None), now)
    return pausing.let_go(by, now)


def drop_all(messages: QuerySet[Message], now: datetime) -> None:
    """Settle what waits, and what has fallen due, as not sent. What keeps an account safe is told all the same."""
    ticking.expand_all(now)
    waiting = messages.filter(state=State.DUE, in_doubt=False).exclude(occasion__kind__in=SAFETY)
    gone = {"claimed_by": "", "claimed_until": None, "done_at": now}
    Message.objects.filter(pk__in=waiting.values("pk")).update(state=State.SKIPPED, why=Why.PAUSED, **gone)
