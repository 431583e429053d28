"""All messages are paused by one row, which the fence of every message asks for; those of a programme by its date."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from cohorts.models import Event, Person, Programme
from cohorts.trail import record_all
from reminders.models import Heartbeat

NAME, TICK = "paused", "tick"
ASKED, RESTORED = "asked", "restored"  # why everything is paused
PAUSED, RESUMED = "paused messages", "resumed messages"  # in the trail of a programme
ALL_PAUSED, ALL_RESUMED = "paused all messages", "resumed all messages"  # in the trail of each programme
NOT_PAUSED = "NOT EXISTS (SELECT 1 FROM reminders_heartbeat WHERE name = 'paused')"  # asked by the fence


@dataclass(frozen=True)
class Pause:
    """Since when, by whom (None: from the command line, or by the software itself), and why."""

    since: datetime
    by: Person | None
    why: str = ASKED

    @property
    def is_restored(self) -> bool:
        return self.why == RESTORED


def everything() -> Pause | None:
    """The pause that holds for all programmes."""
    return pause_of(Heartbeat.objects.filter(name=NAME).first())


def pause_of(row: Heartbeat | None) -> Pause | None:
    """What the row says."""
    if row is None:
        return None
    note = json.loads(row.note)
    return Pause(row.at, Person.objects.filter(pk=note["by"]).first(), note["why"])


def is_everything_paused() -> bool:
    return Heartbeat.objects.filter(name=NAME).exists()


def hold(by: Person | None, now: datetime, *, why: str = ASKED, number: int = 0) -> bool:
    """Pause everything; whether it was not paused already. Of two reasons, a restored database is what counts.

    `number` is that of the last tick that a machine remembers, where that is why.
    """
    note = {"by": by and by.pk, "why": why}
    values = {"at": now, "note": json.dumps(note), "number": number}
    row, is_new = Heartbeat.objects.get_or_create(name=NAME, defaults=values)
    if is_new:
        record_of_all(by, ALL_PAUSED, now)
    elif number > row.number:
        note |= {"by": json.loads(row.note)["by"]}
        Heartbeat.objects.filter(name=NAME, number__lt=number).update(number=number, note=json.dumps(note))
    return is_new


def record_of_all(by: Person | None, verb: str, now: datetime) -> None:
    record_all(by, verb, [(programme, []) for programme in Programme.objects.all()], at=now)


@transaction.atomic
def hold_restored(number: int, now: datetime) -> bool:
    """Pause everything because tick `number` ran here before and the database has not come so far; whether it is news.

    Looked at again under a lock: somebody may just have said that the database is to go on from where it is.
    """
    tick = Heartbeat.objects.select_for_update().filter(name=TICK).first()
    return (tick.number if tick else 0) < number and hold(None, now, why=RESTORED, number=number)


@transaction.atomic
def let_go(by: Person | None, now: datetime) -> bool:
    """Let everything go on; whether it was paused. From now on the database is as old as any machine remembers."""
    row = Heartbeat.objects.select_for_update().filter(name=NAME).first()
    if row is None:
        return False
    Heartbeat.objects.filter(name=TICK, number__lt=row.number).update(number=row.number)
    row.delete()
    record_of_all(by, ALL_RESUMED, now)
    return True


def paused(programmes: QuerySet[Programme]) -> list[Any]:
    """Those of `programmes` that are paused, each with the `pause`; two queries, however many."""
    last = Event.objects.filter(trail_of(OuterRef("pk")), verb=PAUSED).order_by("-at", "-pk")
    found = list(programmes.exclude(paused_at=None).annotate(paused_by=Subquery(last.values("by")[:1])))
    people = Person.objects.in_bulk({one.paused_by for one in found if one.paused_by})
    for one in found:
        one.pause = Pause(one.paused_at, people.get(one.paused_by))
    return found


def trail_of(pk: Any) -> Q:
    return Q(model=Programme._meta.label_lower, object_id=pk)
