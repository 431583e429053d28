"""Reminders before sessions: to the people themselves, to those who keep their diaries, and to speakers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from cohorts.models import Membership
from reminders import reach
from reminders.due import Due, first_standing, read_moment, wanted
from reminders.kinds import speakers
from reminders.kinds.answering import reply_words
from reminders.kinds.gathering import Lately, Read, Theirs, coming, facts, gather, is_announced, still, theirs
from reminders.kinds.way import Planned, Reached, Timing, Way
from reminders.letter import Letter, mark
from reminders.models import Kind, Message, Occasion, Rule
from workshops.models import Session, SessionDay
from workshops.sheet_data.joining import how_to_tell
from workshops.sheet_data.nights import nights

A_DAY = timedelta(days=1)
COACH = Membership.Role.COACH
STAFF = [Membership.Role.PARTICIPANT, Membership.Role.FACILITATOR, Membership.Role.SET_ADVISER]
ROLES = (*STAFF, COACH, Rule.Who.SPEAKER)
RULES = [{"role": role, "days": days, "hour": 9} for days in (7, 1) for role in (*STAFF, Rule.Who.SPEAKER)]
RULES += [{"session_kind": Session.Kind.COACHING, "role": COACH, "days": days, "hour": 9} for days in (7, 1)]


def due(planned: Planned, now: datetime) -> Iterator[tuple[int, Due]]:
    """At the moments that rules name before the first standing day of each session that people know of."""
    for session in planned.sessions:
        if is_announced(session):
            moments = planned.moments(session, Kind.BEFORE_SESSION)
            yield from ((session.pk, one) for one in wanted(planned.days.get(session.pk, []), moments, now))


def asked_people(occasions: list[Occasion]) -> Iterator[Reached]:
    """The people themselves and those who keep their diaries, as far as rules name them."""
    ids = reach.by_shape(occasions)
    for found in (*reach.people(ids), *reach.contacts(ids)):
        yield Reached(found)


def reached(occasions: list[Occasion]) -> Iterator[Reached]:
    yield from asked_people(occasions)
    yield from speakers.reached(occasions)


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    """As they stand now or, of what is still ahead, as they will when it falls due if nothing changes."""
    people, others = speakers.split(messages)
    data = gather(people)
    letters = {message: letter(message, data, max(now, message.occasion.due_at)) for message in people}
    return letters | (speakers.read(others, now) if others else {})


def letter(message: Message, data: Read, now: datetime) -> Letter:
    occasion, person = message.occasion, message.person
    session = data.sessions[occasion.session_id]
    whose = theirs(message, data)
    days = coming(session, whose, data)
    runs = any(place.role == Membership.Role.FACILITATOR for place in whose.own)
    room = set_room(session, whose)
    key = occasion.pk, tuple(day.pk for day in days), tuple(whose.principals), runs, bool(room)
    if key not in data.words:
        data.words[key] = context(session, days, whose.principals, now) | desk(session, days, runs) | room, {}
    words, said = data.words[key]
    others = data.due[session.pk, occasion.round]
    newer = any(occasion.due_at < other <= now for other in others)
    return Letter(
        person=person,
        address=person.email,
        programme=session.cohort.programme,
        template="before_session",
        facts=replace(facts(message, data, whose, now), newer=newer, told=is_told(message, data)),
        context=words,
        said=said,
        own={"reply": reply_words(message, session, whose, data)},
        roles=frozenset(place.role for place in whose.places),
        days=days,
        still=still(session, person, whose, days),
    )


def is_told(message: Message, data: Read) -> bool:
    """Whether it would say again what the reader has just read.

    That is a reminder as many days before the same start, whose hour was changed since, or the session moved and moved
    back; or, of two days and more before, a notice of change within the last day, which says all that a reminder says.
    """
    occasion = message.occasion
    first = first_standing(data.sessions[occasion.session_id].days.all())
    return any(
        (one.kind == Kind.CHANGE and occasion.days > 1 and occasion.due_at - one.at < A_DAY)
        or (one.kind == Kind.BEFORE_SESSION and is_as_many_days(one.moment, occasion) and is_start(one, first))
        for one in data.lately[occasion.session_id, message.person_id]
    )


def is_as_many_days(moment: str, occasion: Occasion) -> bool:
    return read_moment(moment)[0] == occasion.days


def is_start(one: Lately, first: SessionDay | None) -> bool:
    return first is not None and one.starts == first.starts_at


def desk(session: Session, days: list[SessionDay], runs: bool) -> dict:
    """For those who run it: the way to the day pack, and to the register of each day."""
    if not runs:
        return {}
    registers = [settings.BASE_URL + reverse("workshops:attendance", args=[day.pk]) for day in days]
    return {"pack": settings.BASE_URL + reverse("workshops:pack_new", args=[session.pk]), "registers": registers}


def set_room(session: Session, whose: Theirs) -> dict:
    """For the adviser of a set meeting: the way to the set's page in place of the session's."""
    if not session.learning_set_id or all(place.role != Membership.Role.SET_ADVISER for place in whose.own):
        return {}
    url = settings.BASE_URL + reverse("challenges:set", args=[session.learning_set_id])
    return {"has_agenda": False, "url": url}


def context(session: Session, days: list[SessionDay], principals: list[str], now: datetime) -> dict:
    own = bool(session.learning_set_id or session.coaching_pair_id)
    first = first_standing(days)
    linked = not (own and principals)  # those who keep a diary cannot open a set's or a pair's own page
    return {
        "session": session,
        "neutral": own,
        "days": days,
        "first": first,
        "places": list({day.venue_id: day.venue for day in days if day.venue}.values()),
        "nights": [] if own else [night.before for night in nights(session, days)],
        "needs": "" if own else how_to_tell(session.cohort.programme),
        "days_left": (first.date - now.astimezone(first.tz).date()).days if first else 0,
        "principals": principals,
        "programme": session.cohort.programme,
        "reply": mark("reply"),
        "has_agenda": session.has_edition and linked,
        "url": settings.BASE_URL + session.get_absolute_url() if linked else "",
    }


WAY = Way(
    Kind.BEFORE_SESSION,
    read,
    reach=reached,
    wanted=due,
    starts_with=RULES,
    timing=Timing.BEFORE,
    roles=ROLES,
)
