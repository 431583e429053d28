"""Whether somebody has looked at their challenge lately: everything that they wrote, drew or said about it counts."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from challenges.models import (
    Challenge,
    Comment,
    Commitment,
    Draft,
    Entry,
    FilledCanvas,
    Map,
    SelfCheck,
    StageMove,
    Trace,
)

CHANGED = (Challenge, Draft, FilledCanvas, Map, SelfCheck, Trace)  # each says when it was changed last


def looked_since(moment: datetime) -> Q:
    """Of memberships: those whose holder has written, drawn or said something of their own since then."""
    mine = {"membership": OuterRef("pk")}
    rows = [model._default_manager.filter(changed_at__gt=moment, **mine) for model in CHANGED]
    rows.append(Entry.objects.filter(at__gt=moment, **mine))
    rows.append(Commitment.objects.filter(Q(made_at__gt=moment) | Q(closed_at__gt=moment), **mine))
    rows.append(StageMove.objects.filter(at__gt=moment, challenge__membership=OuterRef("pk")))
    said = {"by": OuterRef("person"), "entry__membership__cohort": OuterRef("cohort")}
    rows.append(Comment.objects.filter(at__gt=moment, **said))
    found = Q()
    for each in rows:
        found |= Exists(each)
    return found
