"""When a session's questions can be answered, and by whom."""

from datetime import datetime

from challenges.querysets import FEEDBACK_LASTS
from workshops.expected import invited
from workshops.models import Session, SessionDay


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
