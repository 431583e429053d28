"""What every sheet carries."""

from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workshops.models import Edition, Session
from workshops.sheet_data.words import Values, joined


def furniture(session: Session, edition: Edition | None, now: datetime, large: bool) -> Values:
    """Whose sheet it is, which version, and whom to tell when somebody is at risk."""
    programme = session.cohort.programme
    return {
        "programme": programme.name,
        "cohort": session.cohort.name,
        "session": session.name,
        "version": version(edition, now.astimezone(session.cohort.tz)),
        "safeguarding": joined(programme.safeguarding_name, programme.safeguarding_phone),
        "large": large,
        "lang": (get_language() or "en").split("-")[0],
    }


def version(edition: Edition | None, printed: datetime) -> str:
    """The edition (or that it is a draft) and the hour of printing."""
    when = moment(printed)
    if edition is None:
        return _("Draft, printed %(date)s at %(time)s") % when
    return _("Edition %(number)s, printed %(date)s at %(time)s") % {"number": edition.number, **when}


def printed_at(printed: datetime) -> str:
    """The hour of printing, for what has no edition."""
    return _("Printed %(date)s at %(time)s") % moment(printed)


def moment(printed: datetime) -> dict[str, str]:
    return {"date": date_format(printed, "j F Y"), "time": date_format(printed, "H:i")}
