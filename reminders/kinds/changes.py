"""One notice of what has changed to whoever was told otherwise: moved, cancelled, another place, another way in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db.models import F, Q
from django.template.loader import get_template

from cohorts.models import Person, Venue
from reminders import reach
from reminders.due import Due
from reminders.kinds import speakers
from reminders.kinds.answering import reply_words
from reminders.kinds.before import context
from reminders.kinds.differences import Difference, differences
from reminders.kinds.gathering import SAME, Read, Theirs, gather, standing, still, theirs
from reminders.kinds.gathering import sessions as sessions_of
from reminders.kinds.told import Told, is_speaker, of_speaker
from reminders.kinds.way import Planned, Reached, Way
from reminders.letter import Letter, Still, told_of
from reminders.models import Kind, Message, Occasion
from reminders.verdict import Facts
from workshops.models import Session, SessionDay, Speaker

HELD = timedelta(minutes=2)  # several corrections are one notice, and who was being sent to meanwhile is known by then
LATELY = timedelta(days=14)  # a session that has not changed for so long has been told of
WORTH = timedelta(days=1)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
Found = dict[Session, list[Difference]]


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
    """Everybody who was told of the session, each once for all sessions of a cohort that are told of together."""
    told = Told([one.subject for one in occasions])
    everybody = Person.objects.filter(pk__in=set().union(*told.people.values()), is_active=True)
    address = dict(everybody.values_list("pk", "email"))
    taken: set[tuple[int, int]] = set()
    for one in sorted(occasions, key=lambda one: (one.due_at, one.pk)):
        together = one.session.cohort_id if one.session.is_whole_cohort else -one.subject
        for person in sorted(who for who in told.people[one.subject] if not is_speaker(who)):
            if person in address and (together, person) not in taken:
                taken.add((together, person))
                yield one.subject, person, address[person]


def guests(occasions: list[Occasion]) -> Iterator[Reached]:
    """Speakers who were told of the session, by its brief or a reminder."""
    told = Told([one.subject for one in occasions])
    for one in occasions:
        if pks := [-who for who in told.people[one.subject] if is_speaker(who)]:
            found = Speaker.objects.filter(pk__in=pks).exclude(email="").order_by()
            yield Reached(found.annotate(occasion=reach.number(one.pk), told=F("pk"), address=F("email")), to="speaker")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    people, others = speakers.split(messages)
    letters = read_people(people, now) | read_guests(others, now)
    name_venues(letters.values())
    return letters


def read_guests(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    """What has become of the days on which each speaks; whoever was removed since gets nothing."""
    of = Speaker.objects.select_related("session").in_bulk([message.speaker_id for message in messages])
    found = sessions_of({speaker.session_id for speaker in of.values()})
    told = Told(found)
    letters = {}
    for message in messages:
        if speaker := of.get(message.speaker_id):
            speaker.session = found[speaker.session_id]
            letters[message] = guest_letter(message, speaker, told, max(now, message.occasion.due_at))
        else:
            letters[message] = replace(speakers.nobodys(message, now), context={"found": {}})
    return letters


def guest_letter(message: Message, speaker: Speaker, told: Told, now: datetime) -> Letter:
    one, session = message.occasion, speaker.session
    known = told.days(session.pk, of_speaker(speaker.pk))
    theirs = [day for day in session.days.all() if not known or str(day.uid) in known]
    changed = list(differences(theirs, known))
    found = {session: changed} if changed else {}
    link = speakers.link(speaker)
    return Letter(
        person=speaker,
        address=speaker.email,
        programme=session.cohort.programme,
        template="change",
        facts=Facts(
            now=now,
            due_at=one.due_at,
            worth_until=one.worth_until,
            paused=session.cohort.programme.paused_at is not None,
            belongs=speaker.status in speakers.ON and bool(speaker.email),
            newer=number_of(list(session.days.all())) != one.round,
            told=not found,
        ),
        context=words(session, found, Theirs([], [], []), now) | {"url": ""},
        own={"reply": get_template("reminders/mail/_brief_link.txt").render({"url": link}).strip()},
        days=[change.day for change in changed if change.day.cancelled_at is None],
        cancelled=[change.day for change in changed if change.day.cancelled_at is not None],
        still=[speakers.still(speaker)],
    )


def read_people(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    """One letter says what is otherwise of every session of the cohort, so that a postponed term is one mail."""
    data = gather(messages)
    beside = siblings(data.sessions)
    told = Told([session.pk for session in beside])
    return {message: letter(message, data, beside, told, max(now, message.occasion.due_at)) for message in messages}


def siblings(sessions: dict[int, Session]) -> list[Session]:
    """`sessions`, and the others of their cohorts that are for everybody and have changed since they were added."""
    cohorts = {session.cohort_id for session in sessions.values() if session.is_whole_cohort}
    changed = Q(cohort__in=cohorts, learning_set=None, coaching_pair=None, days__sequence__gt=0)
    ids = Session.objects.filter(changed | Q(pk__in=sessions)).values_list("pk", flat=True)
    found = sessions_of(set(ids)) | sessions
    return sorted(found.values(), key=lambda session: min((day.starts_at for day in session.days.all()), default=NEVER))


def letter(message: Message, data: Read, beside: list[Session], told: Told, now: datetime) -> Letter:
    session, person = data.sessions[message.occasion.session_id], message.person
    whose = theirs(message, data)
    found = {one: of_one for one in beside if (of_one := otherwise(one, session, person, told))}
    key = message.occasion_id, tuple((one.pk, tuple(of_one)) for one, of_one in found.items()), tuple(whose.principals)
    if key not in data.words:
        data.words[key] = words(session, found, whose, now), {}
    said_with, said = data.words[key]
    days = [one.day for of_one in found.values() for one in of_one]
    return Letter(
        person=person,
        address=person.email,
        programme=session.cohort.programme,
        template="change",
        facts=facts(message, session, data, whose, found, now),
        context=said_with,
        said=said,
        own={"reply": reply_words(message, session, whose, data)},
        days=[day for day in days if day.cancelled_at is None],
        cancelled=[day for day in days if day.cancelled_at is not None],
        still=[
            *still(session, person, whose, standing(session), named=False),
            *(Still(SAME, (one.pk, one.changed_at)) for one in found if one != session),
        ],
    )


def otherwise(one: Session, session: Session, person: Person, told: Told) -> list[Difference]:
    """What of a session differs from what this person was told; nothing of others to whoever was not told of them."""
    together = one.is_whole_cohort and session.is_whole_cohort and one.cohort_id == session.cohort_id
    if one != session and not (together and person.pk in told.people[one.pk]):
        return []
    return list(differences(one.days.all(), told.days(one.pk, person.pk)))


def facts(message: Message, session: Session, data: Read, whose: Theirs, found: Found, now: datetime) -> Facts:
    """Whoever said sorry still hears of another date, and of a cancellation, but not of another room."""
    about = {place.person_id for place in whose.all_places}
    stays_away = all((day.pk, who) in data.sorry for day in standing(session) for who in about)
    moves = any(one.moves for of_one in found.values() for one in of_one)
    return Facts(
        now=now,
        due_at=message.occasion.due_at,
        worth_until=message.occasion.worth_until,
        paused=session.cohort.programme.paused_at is not None,
        belongs=bool(whose.all_places) and message.person.is_active,
        newer=number_of(list(session.days.all())) != message.occasion.round,
        told=not found,
        sorry=bool(standing(session)) and stays_away and not moves,
        address_failed=message.person.email in data.failed,
    )


def words(session: Session, found: Found, whose: Theirs, now: datetime) -> dict:
    """Of one session with everything one needs to get there; of several only what has become of each."""
    (about, *others) = list(found) or [session]
    changed = [one.day for one in found.get(about, []) if one.day.cancelled_at is None]
    return context(about, standing(about), whose.principals, now) | {
        "found": found,
        "several": bool(others),
        "all_gone": not standing(about),
        "moved": any(one.moves for of_one in found.values() for one in of_one),
        "changed_first": changed[0] if changed else None,
    }


def name_venues(letters) -> None:
    """The names of the places that were, by one query."""
    letters = list(letters)
    before = {one.venue for letter in letters for of_one in letter.context["found"].values() for one in of_one}
    venues = Venue.objects.in_bulk(before - {None})
    for letter in letters:
        letter.context["was_at"] = [
            (session, [(one, venues.get(one.venue)) for one in of_one])
            for session, of_one in letter.context["found"].items()
        ]


WAY = Way(Kind.CHANGE, read, reach=guests, rows=people, wanted=due)
