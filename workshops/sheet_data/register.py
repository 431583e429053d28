from datetime import datetime

from django.utils.translation import gettext as _

from cohorts.models import Membership
from workshops.models import Edition, Reply, Session
from workshops.sheet_data.days import particulars, to_be_held
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.people import expecting, guests_by_day, participants, replies, speakers_on, staff
from workshops.sheet_data.words import Values

BLANK_LINES = 3  # for whoever comes unannounced


def register_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """Whom to expect on each day, with room to sign: everyone who has not said sorry, by surname."""
    people, answers, hosts = participants(session), replies(session), staff(session)
    speakers, guests = list(session.speakers.prefetch_related("items")), guests_by_day(session)
    return furniture(session, edition, now, large) | {
        "days": [
            particulars(day)
            | register_day(people, answers[day.pk], hosts + speakers_on(day, speakers) + guests[day.pk])
            for day in to_be_held(session)
        ]
    }


def register_day(people: list[Membership], answers: dict[int, str], others: list[Values]) -> Values:
    coming = expecting(people, answers)
    rows = [
        {"number": str(n), "name": person.person.full_name, "post": person.post, "how": how(answers, person)}
        for n, person in enumerate(coming, 1)
    ]
    return {
        "people": rows,
        "others": others,
        "blanks": BLANK_LINES,
        "note": expectation(len(coming), len(people) - len(coming)),
    }


def how(answers: dict[int, str], person: Membership) -> str:
    words: dict[str | None, str] = {Reply.Answer.ONLINE: _("online"), Reply.Answer.PART: _("part of the day")}
    return words.get(answers.get(person.person_id), "")


def expectation(coming: int, sorry: int) -> str:
    words = _("Expected %(count)s.") % {"count": coming}
    if sorry:
        words += " " + _("Sent apologies %(count)s, not listed.") % {"count": sorry}
    return words + " " + _("Three blank lines for anyone else.")
