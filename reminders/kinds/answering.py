"""How a mail asks for a reply: a link for its reader alone, and what was answered already."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import get_template

from cohorts.models import Person
from reminders.kinds.gathering import Read, Theirs, standing
from reminders.models import Message
from workshops.expected import is_asked
from workshops.models import Reply, Session, SessionDay
from workshops.reply_links import path


@dataclass(frozen=True)
class Asked:
    """One person who is asked, the reader themselves or a principal of theirs."""

    person: Person
    is_reader: bool
    answers: list[str]  # of the days that were answered, in order
    is_complete: bool
    url: str


def asked(message: Message, session: Session, whose: Theirs, data: Read) -> list[Asked]:
    """The participants a message is about: who is not a participant is not asked."""
    people = [message.person] * any(map(is_asked, whose.own))
    invited = {place.person_id for place in whose.assisted if is_asked(place)}
    people += [row.principal for row in whose.kept if row.principal_id in invited]
    return [one_asked(person, message, session, data) for person in dict.fromkeys(people)]


def one_asked(person: Person, message: Message, session: Session, data: Read) -> Asked:
    found = [data.answers.get((day.pk, person.pk)) for day in standing(session)]
    given = [str(Reply.Answer(answer).label) for answer in found if answer]
    url = settings.BASE_URL + path(session.pk, person, message.person)
    return Asked(person, person == message.person, given, len(given) == len(found), url)


def with_links(
    days: Iterable[SessionDay], reader: Person, people: list[Person]
) -> list[tuple[SessionDay, list[Asked]]]:
    """Each day, and beside the first of a session that asks for replies where `reader` replies for each of `people`."""
    first: dict[int, SessionDay] = {}
    for day in days:
        first.setdefault(day.session_id, day)
    return [(day, links(day.session_id, reader, people) if asks_at(day, first) else []) for day in days]


def asks_at(day: SessionDay, first: dict[int, SessionDay]) -> bool:
    return bool(day.session.reply_by) and first[day.session_id] is day


def links(session: int, reader: Person, people: list[Person]) -> list[Asked]:
    return [Asked(one, one == reader, [], False, settings.BASE_URL + path(session, one, reader)) for one in people]


def reply_words(message: Message, session: Session, whose: Theirs, data: Read) -> str:
    """What stands in a mail about replying, for this reader."""
    context = {"asked": asked(message, session, whose, data), "session": session}
    return get_template("reminders/mail/_reply.txt").render(context).strip()
