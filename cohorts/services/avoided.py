from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.models import AvoidedDates, Person, Programme
from cohorts.trail import record


@transaction.atomic
def avoid(*, programme: Programme, fields: Mapping[str, Any], by: Person, now: datetime) -> AvoidedDates:
    """Note days on which to rather not meet. The same again changes nothing."""
    made, is_new = AvoidedDates.objects.get_or_create(programme=programme, **fields)
    if is_new:
        record(by, "added", made, at=now, fields=fields)
    return made


@transaction.atomic
def forget(*, dates: AvoidedDates, by: Person, now: datetime) -> None:
    record(by, "removed", dates, at=now)
    dates.delete()
