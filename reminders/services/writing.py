"""What the office writes to many."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cohorts.models import Person, Programme
from cohorts.trail import record
from reminders.circles import Circle
from reminders.exceptions import Gone
from reminders.models import Broadcast


@transaction.atomic
def write(
    *,
    programme: Programme,
    circle: Circle,
    people: Iterable[Person],
    subject: str,
    words: str,
    key: UUID,
    by: Person,
    now: datetime,
) -> Broadcast:
    """Write to `people` at once, in ten minutes. The same `key` is a button pressed twice: the first one is given."""
    held = {"at": now, "goes_at": now + Broadcast.HELD}
    fields = {"programme": programme, "cohort": circle.cohort, "to": circle.label[:160], "by": by, **held}
    made, is_new = Broadcast.objects.get_or_create(key=key, defaults={"subject": subject, "words": words, **fields})
    if is_new:
        made.people.set(people)
        record(by, "wrote", made, at=now, fields=["people"])
    return made


@transaction.atomic
def take_back(*, broadcast: Broadcast, by: Person, now: datetime) -> Broadcast:
    """Keep what was written from going. Raises Gone where it is on its way; twice changes nothing."""
    broadcast = Broadcast.objects.select_for_update().get(pk=broadcast.pk)
    if broadcast.taken_back_at is None:
        if not broadcast.can_be_taken_back(now):
            raise Gone(broadcast)
        broadcast.taken_back_at = now
        broadcast.save(update_fields=["taken_back_at"])
        record(by, "took back", broadcast, at=now, fields=["taken_back_at"])
    return broadcast
