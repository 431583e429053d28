"""When a session's questions can be answered, and by whom."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q

from challenges.models import Reflection
from challenges.querysets import FEEDBACK_LASTS
from cohorts.models import Membership
from workshops.expected import invited
from workshops.models import Attendance, Session, SessionDay

IS_FRESH = timedelta(days=14)  # after the last day: so long the home page says that a session asks something


class Times:
    """From when a session's reflections are open, and until when its feedback can be given or changed."""

    def __init__(self, days: list[SessionDay]) -> None:
        self.opens_at = min((day.starts_at for day in days), default=None)
        self.closes_at = max((day.ends_at for day in days), default=None)

    def has_begun(self, now: datetime) -> bool:
        return self.opens_at is not None and self.opens_at <= now

    @property
    def feedback_until(self) -> datetime | None:
        return self.closes_at and self.closes_at + FEEDBACK_LASTS

    def takes_feedback(self, now: datetime) -> bool:
        return self.has_begun(now) and not self.is_counted(now)

    def is_counted(self, now: datetime) -> bool:
        """Whether feedback is closed, so that what was answered may be counted: see docs/decisions/0100."""
        return self.feedback_until is None or now > self.feedback_until


def times_of(session: Session) -> Times:
    return Times(list(session.days.standing()))


def is_asked(place, session: Session) -> bool:
    """Whether the holder of `place` is asked what they make of the session."""
    return session.is_published and session.is_whole_cohort and invited(session).filter(pk=place.pk).exists()


def waiting(place: Membership, now: datetime) -> Session | None:
    """The last session, over for a fortnight at most, to whose prompts the holder of `place` has said nothing yet.

    With `prompts`, how many there are. Like the mail after a session, it asks nobody whom the register misses.
    """
    standing = Q(questions__kind="prompt", questions__removed_at=None)
    asking = whole_cohort_ended(place, now).annotate(prompts=Count("questions", standing, distinct=True))
    said = Reflection.objects.filter(membership=place, question__session=OuterRef("pk"))
    days = SessionDay.objects.standing().with_register().filter(session=OuterRef("pk"), is_entered=False)
    marks = Attendance.objects.filter(day__session=OuterRef("pk"), membership=place, came=True)
    came = Exists(days) | Exists(marks)
    return asking.filter(~Exists(said), came, prompts__gt=0).order_by("-ends", "-pk").first()


def whole_cohort_ended(place: Membership, now: datetime):
    """What the cohort of `place` went to lately, with `ends`; nothing from before its holder came."""
    sessions = Session.objects.announced().filter(cohort=place.cohort_id, learning_set=None, coaching_pair=None)
    ended = sessions.annotate(ends=Max("days__ends_at", filter=Q(days__cancelled_at=None)))
    return ended.filter(ends__lte=now, ends__gte=max(now - IS_FRESH, place.joined_at))
