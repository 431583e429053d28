"""The recap on paper."""

from datetime import datetime

from django.utils.translation import gettext as _

from challenges.recap import FEWEST, recap
from workshops import sheets
from workshops.models import Edition, Session
from workshops.sheet_data.furniture import furniture, printed_at


def printed(session: Session, now: datetime, *, large: bool = False) -> bytes:
    """What was offered after the session, as a PDF that opens the next one."""
    values = furniture(session, Edition.of(session).first(), now, large) | {
        "version": printed_at(now.astimezone(session.cohort.tz)),
        "title": _("What you said after %(session)s") % {"session": session.name},
        "about": _("Offered by participants, without names."),
        "lists": [{"title": said.question.text, "lines": said.texts} for said in recap(session) if said.texts],
        "none": _("Nothing to show: fewer than %(fewest)s people have offered an answer.") % {"fewest": FEWEST},
    }
    return sheets.render([sheets.Part("recap", values)], title=values["title"]).pdf
