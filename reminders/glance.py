"""One look at the database that says whether a tick has anything to do. It must stay cheap however much is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Subquery

from cohorts.models import AddressChange, Invitation
from reminders import breaker, planning
from reminders.models import Heartbeat, Message, Occasion

TICK, RECONCILED = "tick", "reconciled"
RECONCILE = timedelta(hours=1)
ANNOUNCED = timedelta(hours=1)  # how far back a tick looks for invitations and changed addresses


@dataclass(frozen=True)
class Glance:
    reconcile: bool = True  # everything is to be worked out anew
    sessions: bool = True  # some session has changed
    invitations: bool = True
    addresses: bool = True
    occasions: bool = True  # some occasion has fallen due
    messages: bool = True  # some message waits for a sender
    waiting: bool = False  # the mail server is away: do not try yet
    tripped: bool = False  # it was away when last tried


def glance(now: datetime) -> Glance:
    """Look once. Before the first tick there is everything to do."""
    looked = Heartbeat.objects.filter(name=TICK).annotate(
        reconciled=Subquery(Heartbeat.objects.filter(name=RECONCILED).values("at")),
        wait_until=Subquery(Heartbeat.objects.filter(name=breaker.NAME).values("at")),
        sessions=Exists(planning.changed_sessions(now)),
        invitations=Exists(Invitation.objects.filter(sent_at__gt=now - ANNOUNCED, accepted_at=None)),
        addresses=Exists(AddressChange.objects.filter(at__gt=now - ANNOUNCED)),
        occasions=Exists(Occasion.objects.due(now)),
        messages=Exists(Message.objects.to_send(now)),
    )
    found = looked.values().first()
    if found is None:
        return Glance()
    return Glance(
        reconcile=found["reconciled"] is None or found["reconciled"] <= now - RECONCILE,
        waiting=found["wait_until"] is not None and found["wait_until"] > now,
        tripped=found["wait_until"] is not None,
        **{name: found[name] for name in ("sessions", "invitations", "addresses", "occasions", "messages")},
    )
