from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.changing import change
from cohorts.models import Person
from cohorts.trail import record
from workshops.models import Session, Speaker
from workshops.services.locking import locked, touch


@transaction.atomic
def add(*, session: Session, fields: Mapping[str, Any], by: Person, now: datetime) -> Speaker:
    """Name somebody from outside who is asked to speak."""
    session = locked(session.pk)
    speaker = Speaker.objects.create(session=session, **fields)
    touch(session, now)
    record(by, "added", speaker, at=now, fields=fields)
    return speaker


@transaction.atomic
def edit(*, speaker: Speaker, fields: Mapping[str, Any], by: Person, now: datetime) -> Speaker:
    """Correct who they are, what is asked of them, and whether they come."""
    session = locked(speaker.session_id)
    speaker, changed = change(speaker, fields)
    if changed:
        touch(session, now)
        record(by, "changed", speaker, at=now, fields=changed)
    return speaker


@transaction.atomic
def remove(*, speaker: Speaker, by: Person, now: datetime) -> None:
    """Forget a speaker entered by mistake; one who drops out is better marked as withdrawn."""
    session = locked(speaker.session_id)
    record(by, "removed", speaker, at=now)
    speaker.delete()
    touch(session, now)
