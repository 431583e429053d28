"""The note to one's line manager on paper."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from challenges.models import ProgressNote
from workshops.sheet_data.furniture import of_cohort, printed_at


def values(note: ProgressNote, now: datetime) -> dict[str, Any]:
    """What stands on it: from whom, to whom, and the words."""
    place = note.membership
    return of_cohort(place.cohort, large=False) | {
        "session": place.cohort.name,
        "version": printed_at(now.astimezone(place.cohort.tz)),
        "title": _("A note from %(name)s") % {"name": place.person.full_name},
        "about": _("For %(name)s") % {"name": note.to_name},
        "parts": [{"heading": str(heading), "text": words} for heading, words in note.parts],
    }
