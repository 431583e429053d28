"""Turns occasions that have fallen due into one message a person, unique in the database."""

from datetime import datetime

from django.db import transaction

from reminders import inserting
from reminders.kinds import KINDS
from reminders.models import Occasion

SIZE = 1000  # occasions in one transaction


@transaction.atomic
def expand(now: datetime) -> int:
    """Claim what is due, insert its messages and mark it expanded; the number of occasions claimed."""
    due = Occasion.objects.due(now).select_related("session").select_for_update(skip_locked=True, of=("self",))
    claimed = list(due[:SIZE])
    for way in KINDS:
        if occasions := [occasion for occasion in claimed if occasion.kind == way.kind]:
            inserting.add(way, occasions, now)
    Occasion.objects.filter(pk__in=[occasion.pk for occasion in claimed]).update(expanded_at=now)
    return len(claimed)
