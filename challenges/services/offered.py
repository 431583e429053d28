"""How a set settles its own dates: anybody in it offers, everybody marks, anybody settles."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from challenges.exceptions import NoLongerOffered, TooManyOffered
from challenges.models import Availability, OfferedDate
from challenges.services.seats import seat
from cohorts.models import ActionLearningSet, Person
from cohorts.trail import record
from workshops.models import Session
from workshops.services import sessions

MOST = 12  # dates on offer at a time: more is no help to anybody


@transaction.atomic
def offer(
    *, learning_set: ActionLearningSet, date: date, opens: time, closes: time, by: Person, now: datetime
) -> OfferedDate:
    """Offer a date, which `by` can make. The same again gives the first back. Raises NotInThatSet, TooManyOffered."""
    place = seat(learning_set, by)
    on_offer = OfferedDate.objects.filter(learning_set=learning_set)
    if same := on_offer.filter(date=date, opens=opens).first():
        return same
    if on_offer.filter(date__gte=now.astimezone(learning_set.cohort.tz).date()).count() >= MOST:
        raise TooManyOffered
    made = on_offer.create(learning_set=learning_set, date=date, opens=opens, closes=closes, by=place, at=now)
    made.answers.create(membership=place, answer=Availability.Answer.YES, at=now)
    record(by, "offered", made, at=now, fields=["date", "opens", "closes"])
    return made


@transaction.atomic
def mark(*, learning_set: ActionLearningSet, answers: Mapping[int, str], by: Person, now: datetime) -> None:
    """Say for offered dates (ids) whether `by` can; those settled or taken back meanwhile are passed over."""
    place = seat(learning_set, by)
    there = OfferedDate.objects.filter(learning_set=learning_set, pk__in=answers).values_list("pk", flat=True)
    rows = [Availability(offered_id=pk, membership=place, answer=answers[pk], at=now) for pk in there]
    Availability.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["offered", "membership"], update_fields=["answer", "at"]
    )


@transaction.atomic
def take_back(*, offered: OfferedDate, by: Person, now: datetime) -> None:
    """Offer it no longer. Raises NotInThatSet, NoLongerOffered."""
    seat(offered.learning_set, by)
    gone = still_offered(offered)
    record(by, "took back", gone, at=now)
    gone.delete()


@transaction.atomic
def settle(*, offered: OfferedDate, where: Mapping[str, Any], by: Person, now: datetime) -> Session:
    """Make it a meeting of the set; calendars and reminders follow. Raises NotInThatSet, NoLongerOffered."""
    learning_set = offered.learning_set
    seat(learning_set, by)
    chosen = still_offered(offered)
    fields = {"kind": Session.Kind.SET_MEETING, "name": "Set meeting", "learning_set": learning_set}
    day = {"date": chosen.date, "opens": chosen.opens, "closes": chosen.closes, **where}
    meeting = sessions.add(cohort=learning_set.cohort, fields=fields, objectives=[], day=day, by=by, now=now)
    chosen.delete()
    return meeting


def still_offered(offered: OfferedDate) -> OfferedDate:
    found = OfferedDate.objects.filter(pk=offered.pk).first()
    if found is None:
        raise NoLongerOffered
    return found
