from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import ActionLearningSet
from workshops.agenda import clock
from workshops.models import Edition, Session
from workshops.sheet_data.furniture import with_agenda
from workshops.sheet_data.sittings import Sitting, adviser_of, sets_of, sittings
from workshops.sheet_data.words import Values
from workshops.stages import CLOSING, ORDER, TURN, Stage, stages, turns_in


def set_sheets_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """A sheet for each set and each time it meets: who is in it, the stages, and lines for all that is theirs.

    Nothing that anybody of a set wrote stands on it, so whoever prints the session may hold it.
    """
    values, content = with_agenda(session, edition, now, large)
    sets = sets_of(session)
    found = sittings(session, content)
    sheets = [set_sheet(session, one, sitting) for sitting in found for one in sets]
    return values | {"sets": sheets, "none": _("There are no sets in this cohort yet.")}


def set_sheet(session: Session, one: ActionLearningSet, sitting: Sitting) -> Values:
    seats = [seat.membership for seat in one.seats.all()]
    where = {"session": session.name, "date": date_format(sitting.day.date, "l j F Y"), "adviser": adviser_of(one)}
    return timing(sitting) | {
        "name": one.name,
        "room": sitting.room(one),
        "times": sitting.times,
        "under": _("%(session)s, %(date)s. %(adviser)s.") % where,
        "members": [place.person.full_name for place in seats],
    }


def timing(sitting: Sitting) -> Values:
    """The stages with their minutes, and when each starts in each turn; to be filled in where nothing is known."""
    found = stages(sitting.minutes)
    if sitting.start is None or not found:
        rows = [{"title": title(name), "minutes": "", "starts": [""]} for name in ORDER]
        return {"turns": [_("Starts")], "stages": rows, "sum": ""}
    turns = turns_in(sitting.minutes)
    return {
        "turns": [_("Starts")] if turns == 1 else [_("Turn %(n)s") % {"n": n} for n in range(1, turns + 1)],
        "stages": [row(stage, sitting.start, turns) for stage in found],
        "sum": summed(found, sitting.start + sitting.minutes, turns),
    }


def row(stage: Stage, start: int, turns: int) -> Values:
    """A stage that comes once stands under the turn that it comes before or after."""
    starts = [clock(start + minute) for minute in stage.starts]
    rest = [""] * (turns - len(starts))
    starts = rest + starts if stage.name in CLOSING else starts + rest
    return {"title": title(stage.name), "minutes": str(stage.minutes), "starts": starts}


def summed(found: list[Stage], end: int, turns: int) -> str:
    turn = sum(stage.minutes for stage in found if stage.name in TURN)
    words = ngettext("One turn of %(minutes)s minutes.", "%(turns)s turns of %(minutes)s minutes.", turns)
    return _("%(turns)s Ends %(end)s.") % {"turns": words % {"turns": turns, "minutes": turn}, "end": clock(end)}


def title(name: str) -> str:
    return {
        "check_in": _("Check-in"),
        "commitments": _("Commitments from last time"),
        "issue": _("The presenter’s issue"),
        "clarifying": _("Clarifying questions"),
        "open_questions": _("Open questions, no advice"),
        "options": _("Options"),
        "action": _("Action"),
        "process": _("A look at the process"),
    }[name]
