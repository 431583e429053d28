"""One tick: work out, expand, send. It may be missed, doubled, or run on five machines at once."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import F

from reminders import breaker, pausing, planning, remembered
from reminders.answers import Absent
from reminders.clock import Clock
from reminders.expanding import expand
from reminders.glance import LATELY, RECONCILED, TICK, Glance, glance
from reminders.models import Heartbeat
from reminders.sending import Held, never, send_batch

LONG = 45  # seconds of sending after which the rest, also of a batch, is left to the next tick
EVER = timedelta(days=14)  # how far back the reconciliation looks for what is not about a session
log = logging.getLogger(__name__)


def run(now: datetime, *, who: str = "", stop: Callable[[], bool] = never) -> int:
    """Do what is due at `now`, by the database's clock; how many messages were taken in hand.

    `who` ticks (the worker, the loop) is noted with the tick. After `stop` says yes no further message is begun.
    """
    known = remembered.last_tick()  # before the database is asked, which others may bring on meanwhile
    seen = glance(now)
    if known > seen.number:
        hold_restored(known, now)
        seen = replace(seen, paused=True)
    plan(seen, now)
    expanded = expand_all(now) if seen.occasions or planned(seen) else 0
    beat(TICK, *filter(None, [who]), now=now)
    if seen.paused or seen.waiting or not (seen.messages or expanded):
        remembered.remember_now_and_then(seen.number + 1, known)
        return 0
    return send(seen, now, stop)


def hold_restored(known: int, now: datetime) -> None:
    """This machine has seen a later tick than the database knows of: what it does not know was sent would go again."""
    if pausing.hold_restored(known, now):
        log.error("The database is older than what was sent from here: messages are paused until somebody resumes them")


def send(seen: Glance, now: datetime, stop: Callable[[], bool]) -> int:
    """Send, and keep beside the database that it was done: before, and after with a number that no earlier copy has."""
    remembered.remember(seen.number + 1)
    total = send_all(Clock(now), tripped=seen.tripped, stop=stop)
    if total:
        beat(TICK, now=now)
        remembered.remember(seen.number + 2)
    return total


def planned(seen: Glance) -> bool:
    return seen.reconcile or seen.sessions or bool(seen.stirred)


def plan(seen: Glance, now: datetime) -> None:
    """Bring the occasions up to date: all of them now and then, otherwise those of what changed."""
    if seen.reconcile:
        planning.ensure_default_rules(planning.under_way(now))
        planning.plan_sessions(planning.sessions_ahead(now), now)
        planning.plan_others(now - EVER, now)
        beat(RECONCILED, now=now)
        return
    if seen.sessions:
        planning.plan_sessions(planning.changed_sessions(now), now)
        planning.plan_others(now - LATELY, now, planning.following_sessions())
    if seen.stirred:
        planning.plan_others(now - LATELY, now, seen.stirred)


def expand_all(now: datetime) -> int:
    total = 0
    while count := expand(now):
        total += count
    return total


def send_all(clock: Clock, *, tripped: bool, stop: Callable[[], bool] = never) -> int:
    """Send batches until nothing is left, the time is up, or the mail server turns out to be away."""
    total = 0

    def enough() -> bool:
        return clock.elapsed() >= LONG or stop()

    try:
        while not enough() and (count := send_batch(clock, mend=tripped, stop=enough)):
            total += count
    except Absent as error:
        breaker.trip(error.answer, clock.now())
    except Held:
        log.warning("Messages were paused while they were being sent; the others wait")
    return total


def beat(*names: str, now: datetime) -> None:
    """Note that these parts did their work at `now`, once more."""
    noted = Heartbeat.objects.filter(name__in=names).update(at=now, number=F("number") + 1)
    if noted < len(names):
        first = [Heartbeat(name=name, at=now, number=1) for name in names]
        Heartbeat.objects.bulk_create(first, ignore_conflicts=True)
