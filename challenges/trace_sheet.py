"""The story on paper."""

from datetime import datetime
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from challenges.copied import parts_of
from challenges.map_sheet import drawn, words
from challenges.models import Trace
from cohorts.audience import label
from workshops import sheets
from workshops.sheet_data.furniture import of_cohort, printed_at


def printed(trace: Trace, now: datetime, *, large: bool = False) -> bytes:
    """The story as a PDF, with who can read it."""
    cohort = trace.membership.cohort
    values = of_cohort(cohort, large) | {
        "session": cohort.name,
        "version": printed_at(now.astimezone(cohort.tz)),
        "title": trace.title,
        "about": trace.membership.person.full_name,
        "readers": _("%(who)s can read this") % {"who": label(trace.audience, trace.learning_set)},
        "parts": [
            {"on": date_format(part.on, "j F Y"), "heading": part.heading, "text": part.text, "map": drawing(part)}
            for part in parts_of(trace)
        ],
        "none": _("Nothing is chosen for the story yet."),
    }
    return sheets.render([sheets.Part("story", values)], title=values["title"]).pdf


def drawing(part) -> dict[str, Any] | None:
    """The map of the part, as the sheet of a map takes it."""
    return words() | drawn(part.pictured) if part.pictured else None
