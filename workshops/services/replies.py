from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, AlreadyOver, OtherSession
from workshops.expected import invited
from workshops.models import Reply, Session, SessionDay
from workshops.services.locking import locked


@transaction.atomic
def reply(
    *,
    day: SessionDay,
    person: Person,
    answer: str,
    by: Person,
    now: datetime,
    note: str = "",
    said_by: str = "",
    stays: bool | None = None,
) -> Reply:
    """Keep what `person` said about the day, or somebody for them; the last word counts.

    `said_by` is who told the office; `stays` whether they stay the night after it, None where nobody asked.
    """
    session = locked(day.session_id)
    day = session.days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    if day.ends_at <= now:
        raise AlreadyOver
    if not invited(session).filter(person=person).exists():
        raise OtherSession
    said = {"answer": answer, "note": note, "said_by": said_by, "stays": stays}
    kept, _ = Reply.of_any_date.update_or_create(
        day=day, person=person, defaults={**said, "by": by, "at": now, "date": day.date}
    )
    record(by, "replied", kept, at=now, fields=list(said))
    return kept


@transaction.atomic
def reply_all(
    *, session: Session, person: Person, answers: Mapping[int, Mapping[str, Any]], by: Person, now: datetime
) -> None:
    """Keep the answers to several days (by their ids) at once, or none. Raises what `reply` raises."""
    for day in session.days.filter(pk__in=answers):
        reply(day=day, person=person, **answers[day.pk], by=by, now=now)


@transaction.atomic
def reply_for_several(
    *, day: SessionDay, answers: Mapping[Person, Mapping[str, Any]], by: Person, now: datetime
) -> None:
    """Keep what each of several people said about one day, or nothing. Raises what `reply` raises."""
    for person, said in answers.items():
        reply(day=day, person=person, **said, by=by, now=now)
