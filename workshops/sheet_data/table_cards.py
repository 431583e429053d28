from datetime import datetime

from workshops.models import Edition, Session
from workshops.sheet_data.company import company, spare
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.words import Values

A_PAGE = 3
BLANK = 1


def table_cards_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """A card to fold for everyone in the room, by surname: their name and post, or what they are here."""
    people = [{"name": guest.name, "post": guest.post or guest.role} for guest in company(session)]
    blanks = spare(len(people), least=BLANK, a_page=A_PAGE)
    return furniture(session, edition, now, large=False) | {"people": people, "blanks": blanks}
