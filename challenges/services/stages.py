"""Stages in the world: where a challenge has come to, and what changed."""

import uuid
from datetime import datetime

from django.db import transaction

from challenges.exceptions import KeyTaken
from challenges.models import Challenge, StageMove
from challenges.services.author import lock
from cohorts.models import Person
from cohorts.trail import record


@transaction.atomic
def move(
    *, challenge: Challenge, stage: str, changed: str, more: str, key: uuid.UUID, by: Person, now: datetime
) -> StageMove:
    """Bring a challenge to `stage` with what changed; the stage it has may be given again, with more to say of it.

    The same `key` again gives the first move back. Raises KeyTaken, NotTheAuthor.
    """
    lock(challenge.membership, by)
    if earlier := StageMove.objects.filter(key=key).first():
        if earlier.challenge_id != challenge.pk:
            raise KeyTaken(key)
        return earlier
    moved = StageMove.objects.create(challenge=challenge, stage=stage, changed=changed, more=more, key=key, at=now)
    Challenge.objects.filter(pk=challenge.pk).update(stage=stage, changed_at=now)
    record(by, "moved", moved, at=now, fields=["stage", "changed", *(["more"] if more else [])])
    return moved
