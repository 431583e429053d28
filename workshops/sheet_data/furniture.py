"""What every sheet carries."""

from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from workshops.editions import freeze
from workshops.models import Edition, Session
from workshops.sheet_data.words import Values, joined


def furniture(session: Session, edition: Edition | None, now: datetime, large: bool) -> Values:
    """Whose sheet it is, which version, and whom to tell when somebody is at risk."""
    return of_cohort(session.cohort, large) | {
        "session": session.name,
        "version": version(edition, now.astimezone(session.cohort.tz)),
    }


def of_cohort(cohort: Cohort, large: bool) -> Values:
    """What every sheet of a cohort has alike."""
    programme = cohort.programme
    return {
        "programme": programme.name,
        "cohort": cohort.name,
        "safeguarding": joined(programme.safeguarding_name, programme.safeguarding_phone),
        "large": large,
        "lang": (get_language() or "en").split("-")[0],
    }


def with_agenda(session: Session, edition: Edition | None, now: datetime, large: bool) -> tuple[Values, Values]:
    """The furniture, and the agenda the sheet follows: the edition's, or the draft's where there is none.

    The version says when the draft has changed since the edition.
    """
    draft, values = freeze(session), furniture(session, edition, now, large)
    if edition is None:
        return values, draft
    if edition.content != draft:
        values["version"] = _("%(version)s; the draft has changed since") % {"version": values["version"]}
    return values, edition.content


def version(edition: Edition | None, printed: datetime) -> str:
    """The edition (or that it is a draft) and the hour of printing."""
    if edition is None:
        return _("Draft, printed %(date)s at %(time)s") % moment(printed)
    return _("Edition %(number)s, printed %(date)s at %(time)s") % {"number": edition.number, **moment(printed)}


def printed_at(printed: datetime) -> str:
    """The hour of printing, for what has no edition."""
    return _("Printed %(date)s at %(time)s") % moment(printed)


def moment(printed: datetime) -> dict[str, str]:
    return {"date": date_format(printed, "j F Y"), "time": date_format(printed, "H:i")}
