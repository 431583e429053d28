"""What an office contact sees of each diary they keep: the days ahead, what was answered, and how to answer."""

from dataclasses import dataclass
from datetime import datetime

from cohorts.models import Membership, Person
from cohorts.viewer import Viewer
from workshops.calendar import is_private
from workshops.diaries import kept_by
from workshops.models import Reply, Session, SessionDay
from workshops.reply_links import path


@dataclass(frozen=True)
class KeptDay:
    """One day ahead. Of a private one, a set's or a pair's, it is told when and where, and nothing else."""

    day: SessionDay
    is_private: bool
    answer: Reply.Answer | None
    reply_url: str  # empty where the principal is not asked


def days_kept(viewer: Viewer, principal: Person, now: datetime) -> list[KeptDay]:
    """The days ahead of one principal, as the calendar of whoever keeps the diary has them."""
    sessions = Session.objects.filter(kept_by(viewer, [principal.pk]).sessions())
    days = SessionDay.objects.ahead(now).filter(session__in=sessions).select_related("session__cohort", "venue")
    answers = dict(Reply.objects.filter(day__in=days, person=principal).values_list("day", "answer"))
    places = Membership.objects.current().participants().filter(person=principal)
    asked = set(places.values_list("cohort", flat=True))
    return [
        KeptDay(
            day,
            is_private(day.session),
            Reply.Answer(answers[day.pk]) if day.pk in answers else None,
            path(day.session_id, principal, viewer.person) if day.session.cohort_id in asked else "",
        )
        for day in days
    ]
