"""What the registers say of each participant: what a certificate rests on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cohorts.models import Cohort, Membership
from workshops.models import Attendance, Session, SessionDay


@dataclass(frozen=True)
class Record:
    """One participant: of the half-days they are marked for, to how many they came, and to which sessions."""

    place: Membership
    came: int
    held: int
    sessions: list[Session]


def records(cohort: Cohort) -> list[Record]:
    """Everybody who takes part or did to the end, by surname, by the registers of the whole cohort; two queries."""
    marks = defaultdict(list)
    for mark in Attendance.objects.of_the_cohort().filter(day__session__cohort=cohort):
        marks[mark.membership_id].append(mark)
    places = Membership.objects.participants().filter(cohort=cohort).in_order().select_related("cohort")
    stayed = [place for place in places if place.left_at is None or place.stayed_to_the_end]
    return [record(place, marks[place.pk]) for place in stayed]


def record(place: Membership, marks: Iterable[Attendance]) -> Record:
    came = [mark for mark in marks if mark.came]
    sessions = {mark.day.session_id: mark.day.session for mark in came}
    return Record(place, len(came), len(list(marks)), list(sessions.values()))


def not_entered(cohort: Cohort, now: datetime) -> list[SessionDay]:
    """Days that are over and whose register nobody has entered whole: what is missing counts for nobody."""
    whole = {"session__cohort": cohort, "session__learning_set": None, "session__coaching_pair": None}
    over = SessionDay.objects.standing().filter(**whole, ends_at__lte=now).select_related("session")
    return list(over.with_register().filter(is_entered=False).order_by("starts_at", "pk"))
