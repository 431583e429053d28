"""The programme of a cohort on paper: what is published of it, and nothing else, whoever prints it."""

from datetime import datetime

from django.utils.translation import gettext as _

from cohorts.models import Cohort
from workshops.overview import Entry
from workshops.sheet_data.agenda import on_the_day
from workshops.sheet_data.days import particulars, span
from workshops.sheet_data.furniture import of_cohort, printed_at
from workshops.sheet_data.words import Values


def programme_sheet(cohort: Cohort, entries: list[Entry], *, now: datetime, large: bool = False) -> Values:
    """Every session that is published, and meetings of one's own, in order; of what is over no more than its line."""
    printed = [entry for entry in entries if entry.session.is_published or entry.session.is_attended]
    return of_cohort(cohort, large) | {
        "session": cohort.name,
        "version": printed_at(now.astimezone(cohort.tz)),
        "dates": span([day for entry in printed for day in entry.days]),
        "sessions": [line(entry) for entry in printed],
        "contact": on_the_day(cohort.programme),
    }


def line(entry: Entry) -> Values:
    session = entry.session
    return {
        "name": session.name,
        "title": session.title,
        "state": state(entry),
        "over": entry.is_over or entry.is_cancelled,
        "days": [particulars(day) for day in entry.days],
        "objectives": [] if entry.is_over else entry.objectives,
        "bring": "" if entry.is_over else session.bring,
    }


def state(entry: Entry) -> str:
    words = {"over": _("Over"), "cancelled": _("Cancelled"), "held": _("Hold the date; its agenda follows")}
    return words.get(entry.state, "")
