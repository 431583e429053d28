"""One tick: work out, expand, send. It may be missed, doubled, or run on five machines at once."""

from datetime import datetime, timedelta

from reminders import breaker, planning
from reminders.answers import Absent
from reminders.clock import Clock
from reminders.expanding import expand
from reminders.glance import LATELY, RECONCILED, TICK, Glance, glance
from reminders.models import Heartbeat
from reminders.sending import send_batch

LONG = 45  # seconds of sending after which the rest is left to the next tick
EVER = timedelta(days=14)  # how far back the reconciliation looks for what is not about a session


def run(now: datetime) -> int:
    """Do what is due at `now`, by the database's clock; how many messages were taken in hand."""
    seen = glance(now)
    plan(seen, now)
    expanded = expand_all(now) if seen.occasions or planned(seen) else 0
    beat(TICK, now)
    if seen.waiting or not (seen.messages or expanded):
        return 0
    return send_all(Clock(now), tripped=seen.tripped)


def planned(seen: Glance) -> bool:
    return seen.reconcile or seen.sessions or bool(seen.stirred)


def plan(seen: Glance, now: datetime) -> None:
    """Bring the occasions up to date: all of them now and then, otherwise those of what changed."""
    if seen.reconcile:
        planning.ensure_default_rules(planning.under_way(now))
        planning.plan_sessions(planning.sessions_ahead(now), now)
        planning.plan_others(now - EVER, now)
        beat(RECONCILED, now)
        return
    if seen.sessions:
        planning.plan_sessions(planning.changed_sessions(now), now)
    if seen.stirred:
        planning.plan_others(now - LATELY, now, seen.stirred)


def expand_all(now: datetime) -> int:
    total = 0
    while count := expand(now):
        total += count
    return total


def send_all(clock: Clock, *, tripped: bool) -> int:
    """Send batches until nothing is left, the time is up, or the mail server turns out to be away."""
    total = 0
    try:
        while clock.elapsed() < LONG and (count := send_batch(clock, mend=tripped)):
            total += count
    except Absent as error:
        breaker.trip(error.answer, clock.now())
    return total


def beat(name: str, now: datetime) -> None:
    """Note that this part did its work at `now`."""
    if not Heartbeat.objects.filter(name=name).update(at=now):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, at=now)], ignore_conflicts=True)
