"""One look at the database that says whether a tick has anything to do. It must stay cheap however much is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, QuerySet, Subquery

from reminders import breaker, pausing, planning, statements
from reminders.kinds import KINDS
from reminders.models import Heartbeat, Message, Occasion

TICK, RECONCILED = pausing.TICK, "reconciled"
RECONCILE = timedelta(hours=1)
LATELY = timedelta(hours=1)  # how far back a tick looks for what is not about a session


@dataclass(frozen=True)
class Glance:
    reconcile: bool = True  # everything is to be worked out anew
    sessions: bool = True  # some session has changed
    stirred: frozenset[str] | None = None  # kinds not about a session of which something changed; None: every kind
    occasions: bool = True  # some occasion has fallen due
    messages: bool = True  # some message waits for a sender
    waiting: bool = False  # the mail server is away: do not try yet
    tripped: bool = False  # it was away when last tried
    paused: bool = False  # everything is paused: send nothing
    number: int = 0  # of the last tick that this database knows of


def glance(now: datetime) -> Glance:
    """Look once. Before the first tick there is everything to do."""
    looked = Heartbeat.objects.filter(name=TICK).annotate(
        reconciled=Subquery(Heartbeat.objects.filter(name=RECONCILED).values("at")),
        wait_until=Subquery(Heartbeat.objects.filter(name=breaker.NAME).values("at")),
        paused=Exists(Heartbeat.objects.filter(name=pausing.NAME)),
        sessions=first(planning.changed_sessions(now).order_by("changed_at"), "pk"),
        **{way.kind: first(way.stirred(now - LATELY), "pk") for way in KINDS if way.stirred},
        next_due=first(Occasion.objects.ahead().order_by("due_at"), "due_at"),
        next_to_send=first(Message.objects.to_send(now).order_by("next_attempt_at"), "next_attempt_at"),
    )
    found = statements.first(looked.values())
    if found is None:
        return Glance(paused=pausing.is_everything_paused())
    return Glance(
        reconcile=found["reconciled"] is None or found["reconciled"] <= now - RECONCILE,
        waiting=found["wait_until"] is not None and found["wait_until"] > now,
        tripped=found["wait_until"] is not None,
        paused=found["paused"],
        number=found["number"],
        occasions=found["next_due"] is not None and found["next_due"] <= now,
        messages=found["next_to_send"] is not None,
        sessions=found["sessions"] is not None,
        stirred=frozenset(way.kind for way in KINDS if found.get(way.kind) is not None),
    )


def first(rows: QuerySet, column: str) -> Subquery:
    """A column of the first of `rows`, in an order that an index gives. See `statements.first`."""
    return Subquery(rows.values(column)[:1])
