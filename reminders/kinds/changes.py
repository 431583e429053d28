"""One notice of what has changed to whoever was told otherwise: moved, cancelled, another place, another way in."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cohorts.models import Person, Venue
from reminders.due import Due
from reminders.kinds.before import context
from reminders.kinds.differences import Difference, differences
from reminders.kinds.gathering import Read, Theirs, gather, standing, still, theirs
from reminders.kinds.told import Told
from reminders.kinds.way import Planned, Way
from reminders.letter import Letter, told_of
from reminders.models import Kind, Message, Occasion
from reminders.verdict import Facts
from workshops.models import Session, SessionDay

HELD = timedelta(minutes=2)  # several corrections are one notice, and who was being sent to meanwhile is known by then
LATELY = timedelta(days=14)  # a session that has not changed for so long has been told of
WORTH = timedelta(days=1)


def due(planned: Planned, now: datetime) -> Iterator[tuple[int, Due]]:
    """For each session that changed after somebody was told of it. The round rises with every change of a day."""
    changed = [session for session in planned.sessions if round_of(planned, session) and is_fresh(session, now)]
    known = {
        (one.session_id, one.round): one
        for one in Occasion.objects.filter(kind=Kind.CHANGE, session__in=changed).order_by()
    }
    told = Told([one.pk for one in changed if (one.pk, round_of(planned, one)) not in known])
    for session in changed:
        number, days = round_of(planned, session), planned.days[session.pk]
        if one := known.get((session.pk, number)):
            yield session.pk, Due("", number, one.due_at, one.worth_until)
        elif told.has_older(session.pk, {str(day.uid): told_of(day) for day in with_session(days, session)}):
            at = session.changed_at + HELD
            yield session.pk, Due("", number, at, max([at + WORTH, *(day.ends_at for day in days)]))


def is_fresh(session: Session, now: datetime) -> bool:
    return session.changed_at > now - LATELY


def round_of(planned: Planned, session: Session) -> int:
    return number_of(planned.days.get(session.pk, []))


def number_of(days: list[SessionDay]) -> int:
    """Rises with every change of the calendar, whatever it is."""
    return sum(day.sequence for day in days)


def with_session(days: list[SessionDay], session: Session) -> list[SessionDay]:
    for day in days:
        day.session = session
    return days


def people(occasions: list[Occasion]) -> Iterator[tuple[int, int, str]]:
    """Everybody who was told of the session, whether of these days or of others."""
    told = Told([one.subject for one in occasions])
    everybody = Person.objects.filter(pk__in=set().union(*told.people.values()), is_active=True)
    address = dict(everybody.values_list("pk", "email"))
    for session, those in told.people.items():
        yield from ((session, person, address[person]) for person in sorted(those) if person in address)


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    data = gather(messages)
    told = Told(data.sessions)
    letters = {message: letter(message, data, told, max(now, message.occasion.due_at)) for message in messages}
    name_venues(letters.values())
    return letters


def letter(message: Message, data: Read, told: Told, now: datetime) -> Letter:
    session, person = data.sessions[message.occasion.session_id], message.person
    whose = theirs(message, data)
    days = list(session.days.all())
    found = list(differences(days, told.days(session.pk, person.pk)))
    key = message.occasion_id, tuple(found), tuple(whose.principals)
    if key not in data.words:
        data.words[key] = words(session, found, whose, now), {}
    said_with, said = data.words[key]
    return Letter(
        person=person,
        address=person.email,
        programme=session.cohort.programme,
        template="change",
        facts=facts(message, session, data, whose, found, now),
        context=said_with,
        said=said,
        days=[one.day for one in found if one.day.cancelled_at is None],
        cancelled=[one.day for one in found if one.day.cancelled_at is not None],
        still=still(session, person, whose, standing(session), named=False),
    )


def facts(message: Message, session: Session, data: Read, whose: Theirs, found: list[Difference], now) -> Facts:
    """Whoever said sorry still hears of another date, and of a cancellation, but not of another room."""
    about = {place.person_id for place in whose.all_places}
    stays_away = all((day.pk, who) in data.sorry for day in standing(session) for who in about)
    return Facts(
        now=now,
        due_at=message.occasion.due_at,
        worth_until=message.occasion.worth_until,
        paused=session.cohort.programme.paused_at is not None,
        belongs=bool(whose.all_places) and message.person.is_active,
        newer=number_of(list(session.days.all())) != message.occasion.round,
        told=not found,
        sorry=bool(standing(session)) and stays_away and not any(one.moves for one in found),
        address_failed=message.person.email in data.failed,
    )


def words(session: Session, found: list[Difference], whose: Theirs, now: datetime) -> dict:
    changed = [one.day for one in found if one.day.cancelled_at is None]
    return context(session, standing(session), whose.principals, now) | {
        "differences": found,
        "all_gone": not standing(session),
        "moved": any(one.moves for one in found) and bool(standing(session)),
        "changed_first": changed[0] if changed else None,
    }


def name_venues(letters) -> None:
    """The names of the places that were, by one query."""
    wanted = {one.venue for letter in letters for one in letter.context["differences"] if one.venue}
    venues = Venue.objects.in_bulk(wanted)
    for letter in letters:
        letter.context["was_at"] = [
            (one, venues.get(one.venue) if one.venue else None) for one in letter.context["differences"]
        ]


WAY = Way(Kind.CHANGE, read, rows=people, wanted=due)
