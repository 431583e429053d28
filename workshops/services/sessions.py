"""What happens to a session as a whole."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from cohorts.changing import change
from cohorts.models import Cohort, Person
from cohorts.services.programmes import extend_cohort
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, OtherSession
from workshops.models import Objective, Session, SessionDay
from workshops.services import days
from workshops.services.locking import locked, standing_days, touch

TWICE = timedelta(minutes=1)
IN_THE_CALENDAR = {"name", "title"}  # fields of a session that its calendar entries show


@transaction.atomic
def add(
    *,
    cohort: Cohort,
    fields: Mapping[str, Any],
    objectives: Sequence[str],
    day: Mapping[str, Any],
    by: Person,
    now: datetime,
) -> Session:
    """A new session of `cohort` with its first day; a draft until its dates or agenda are published.

    The same within a minute is a button pressed twice: the first one is given back.
    """
    of_the_cohort(cohort, fields)
    if made := just_made(cohort, fields, day, now):
        return made
    session = Session.objects.create(cohort=cohort, changed_at=now, **fields)
    write_objectives(session, objectives)
    record(by, "added", session, at=now, fields=[*fields, "objectives"])
    days.add(session=session, fields=day, by=by, now=now)
    return session


def just_made(cohort: Cohort, fields: Mapping[str, Any], day: Mapping[str, Any], now: datetime) -> Session | None:
    """The same session, standing on the same day, made within a minute; holds the cohort until the transaction ends."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    standing = SessionDay.objects.standing().filter(date=day["date"], opens=day["opens"])
    same = Session.objects.filter(cohort=cohort, changed_at__gt=now - TWICE, **fields)
    return same.filter(pk__in=standing.values("session")).first()


@transaction.atomic
def edit(
    *, session: Session, fields: Mapping[str, Any], objectives: Sequence[str], by: Person, now: datetime
) -> Session:
    """Correct what the session is called and for. An objective that is reworded keeps the items that serve it."""
    session = locked(session.pk)
    of_the_cohort(session.cohort, fields)
    session, changed = change(session, fields)
    if IN_THE_CALENDAR.intersection(changed):
        standing_days(session).update(sequence=F("sequence") + 1)
    if write_objectives(session, objectives):
        changed.append("objectives")
    if changed:
        touch(session, now)
        record(by, "changed", session, at=now, fields=changed)
    return session


def of_the_cohort(cohort: Cohort, fields: Mapping[str, Any]) -> None:
    learning_set, pair = fields.get("learning_set"), fields.get("coaching_pair")
    if learning_set and learning_set.cohort_id != cohort.pk:
        raise OtherSession
    if pair and pair.coachee.cohort_id != cohort.pk:
        raise OtherSession


def write_objectives(session: Session, texts: Sequence[str]) -> bool:
    """Make the session's objectives read `texts`; whether anything changed.

    A line that is still there keeps its row; of the others, the first old row takes the first new wording.
    """
    before = list(session.objectives.all())
    if [row.text for row in before] == list(texts):
        return False
    kept = {row.text: row for row in before if row.text in texts}
    spare = [row for row in before if kept.get(row.text) is not row]
    for position, text in enumerate(texts, 1):
        row = kept.pop(text, None) or (spare.pop(0) if spare else Objective(session=session))
        row.text, row.position = text, position
        row.save()
    for row in spare:
        row.delete()
    return True


@transaction.atomic
def publish_dates(*, session: Session, by: Person, now: datetime) -> Session:
    """Show the dates to the cohort as calendar holds, before there is an agenda. Again changes nothing."""
    session = locked(session.pk)
    if not standing_days(session).exists():
        raise AlreadyCancelled
    if session.dates_published_at is None:
        session.dates_published_at = now
        session.save(update_fields=["dates_published_at"])
        touch(session, now)
        record(by, "published dates", session, at=now, fields=["dates_published_at"])
    return session


@transaction.atomic
def postpone(*, session: Session, to: date, by: Person, now: datetime) -> Session:
    """Move the session so that its first standing day is on `to`; its days keep their distance."""
    session = locked(session.pk)
    standing = list(standing_days(session))
    if not standing:
        raise AlreadyCancelled
    shift = to - standing[0].date
    if shift:
        for day in standing:
            days.write(day, {"date": day.date + shift})
        touch(session, now)
        record(by, "postponed", session, at=now, fields=["date"])
    return session


@transaction.atomic
def postpone_many(
    *, moves: Sequence[tuple[Session, date]], cohort: Cohort, extend: bool, by: Person, now: datetime
) -> None:
    """Move several sessions of `cohort` at once, or none; where asked, its end moves behind its last day."""
    for pk in sorted(
        session.pk for session, _ in moves
    ):  # in one order, so that two who do this do not block each other
        locked(pk)
    for session, to in moves:
        postpone(session=session, to=to, by=by, now=now)
    last = SessionDay.objects.standing().filter(session__cohort=cohort).aggregate(last=Max("date"))["last"]
    if extend and last and last > cohort.ends_on:
        extend_cohort(cohort=cohort, to=last, by=by, now=now)


@transaction.atomic
def cancel(*, session: Session, by: Person, now: datetime) -> Session:
    """Cancel every day that still stands. The rows stay, so that the cancellation can go out."""
    session = locked(session.pk)
    standing = list(standing_days(session))
    if not standing:
        raise AlreadyCancelled
    for day in standing:
        days.write(day, {"cancelled_at": now})
    touch(session, now)
    record(by, "cancelled", session, at=now, fields=["cancelled_at"])
    return session
