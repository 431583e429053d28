"""What a home page tells of the next session."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from cohorts.viewer import Viewer
from workshops.models import Edition, Reply, Session, SessionDay
from workshops.querysets import PUBLISHED, WHOLE_COHORT, own


def next_session_context(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """The next standing day that is the viewer's to go to or to run, and what to say of it; {} when none is ahead.

    `day` (with its session, venue and room), `session`, `days_until` in calendar days where the day is, `edition`
    (number of the latest, or None), `programme`, and `reply`, the viewer's own, or None. Three queries at most.
    """
    theirs = Session.objects.visible_to(viewer).filter(WHOLE_COHORT | own(viewer))
    only_advised = Q(cohort__in=viewer.cohorts_advised - viewer.cohorts_facilitated)
    theirs = theirs.exclude(only_advised & WHOLE_COHORT & ~PUBLISHED)
    days = SessionDay.objects.ahead(now).filter(session__in=theirs)
    day = days.select_related("session__cohort__programme", "session__learning_set", "venue", "room").first()
    if day is None:
        return {}
    edition = Edition.of(day.session).values_list("number", flat=True).first()
    return {
        "day": day,
        "session": day.session,
        "programme": day.session.cohort.programme,
        "days_until": (day.date - now.astimezone(day.tz).date()).days,
        "edition": edition,
        "reply": Reply.objects.filter(day=day, person=viewer.person).first(),
    }
