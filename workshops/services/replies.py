from datetime import datetime

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, AlreadyOver, OtherSession
from workshops.expected import invited
from workshops.models import Reply, SessionDay
from workshops.services.locking import locked


@transaction.atomic
def reply(*, day: SessionDay, person: Person, answer: str, by: Person, now: datetime, note: str = "") -> Reply:
    """Keep what `person` said about the day, or somebody for them; the last word counts."""
    session = locked(day.session_id)
    day = session.days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    if day.ends_at <= now:
        raise AlreadyOver
    if not invited(session).filter(person=person).exists():
        raise OtherSession
    fields = {"answer": answer, "note": note, "by": by, "at": now, "date": day.date}
    said, _ = Reply.of_any_date.update_or_create(day=day, person=person, defaults=fields)
    record(by, "replied", said, at=now, fields=["answer", "note"])
    return said
