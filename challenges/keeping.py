"""How long what is written for a set is kept, and what is typed and not sent."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = 3  # after the cohort ends
DRAFTS = timedelta(days=90)  # since somebody last typed
DISCLOSURE_WAITS = timedelta(days=2)  # for the second of the two
DISCLOSURE_STANDS = timedelta(days=1)  # open, once both have pressed
ASKED = timedelta(days=14)  # how long a yes to deleting all notes stands


def notes_go_on(ends_on: date) -> date:
    """The day on which the notes of a cohort's sets are deleted: the same day three months on, or that month's last."""
    years, month = divmod(ends_on.month - 1 + MONTHS, 12)
    year = ends_on.year + years
    return date(year, month + 1, min(ends_on.day, monthrange(year, month + 1)[1]))
