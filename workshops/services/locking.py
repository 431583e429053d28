from datetime import datetime

from django.db.models import QuerySet

from workshops.models import Session, SessionDay


def locked(session_id: int) -> Session:
    """The session as it is now, held until the transaction ends. Every service takes this lock first."""
    return Session.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=session_id)


def standing_days(session: Session) -> QuerySet[SessionDay]:
    return session.days.filter(cancelled_at=None)


def touch(session: Session, now: datetime) -> None:
    """Note that the session changed, for whatever is worked out from it."""
    session.changed_at = now
    session.save(update_fields=["changed_at"])
