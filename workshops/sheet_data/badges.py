from datetime import datetime

from workshops.models import Edition, Session
from workshops.sheet_data.company import Attendee, company, spare
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.words import Values

A_PAGE = 10
BLANK = 3  # for whoever comes unannounced


def badges_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """A badge for everyone in the room, by surname, and blank ones. Never a telephone, a diet or a need."""
    people = [badge(guest) for guest in company(session)]
    blanks = spare(len(people), least=BLANK, a_page=A_PAGE)
    return furniture(session, edition, now, large=False) | {"people": people, "blanks": blanks}


def badge(guest: Attendee) -> Values:
    """What to call them, and their whole name where that is more."""
    name = guest.name if guest.name != guest.call else ""
    return {"call": guest.call, "name": name, "post": guest.post, "role": guest.role}
