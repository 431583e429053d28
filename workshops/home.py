"""What a home page shows of the sessions."""

from datetime import datetime
from typing import Any

from cohorts.viewer import Viewer
from workshops.models import Session, SessionDay


def next_session_context(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """`next_day`, the soonest standing day the viewer goes to or runs (or None), and `days_until`, in its own zone."""
    mine = Session.objects.attended_by(viewer) | Session.objects.run_by(viewer)
    days = SessionDay.objects.ahead(now).filter(session__in=mine)
    day = days.select_related("session__cohort__programme", "venue", "room").first()
    return {"next_day": day, "days_until": (day.date - now.astimezone(day.tz).date()).days if day else None}
