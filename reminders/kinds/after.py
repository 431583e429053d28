"""The day after a session: to those who came, what struck you; to those who run it, the register."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from challenges.models import Question
from cohorts.models import Membership
from reminders import reach
from reminders.due import Due, last_standing, moment_of, read_moment, round_of
from reminders.kinds import personal
from reminders.kinds.gathering import Read, Theirs, facts, gather, is_announced, standing, still
from reminders.kinds.promises import Promises, in_words
from reminders.kinds.way import Planned, Reached, Timing, Way
from reminders.letter import Letter, mark
from reminders.models import Kind, Message, Occasion
from workshops.models import Attendance, Session, SessionDay
from workshops.wall_time import days_before

WORTH = timedelta(days=3)
PARTICIPANT, FACILITATOR = Membership.Role.PARTICIPANT, Membership.Role.FACILITATOR
RULES = [{"role": role, "days": 1, "hour": 9} for role in (PARTICIPANT, FACILITATOR)]


def due(planned: Planned, now: datetime) -> Iterator[tuple[int, Due]]:
    """So many local days after the last standing day of each session that people knew of."""
    for session in planned.sessions:
        days = planned.days.get(session.pk, [])
        last = last_standing(days)
        for moment in planned.moments(session, Kind.AFTER_SESSION) if last and is_announced(session) else ():
            after, hour = read_moment(moment)
            at = days_before(last.date, -after, hour, last.zone)
            if last.ends_at < at and at + WORTH > now:
                yield session.pk, Due(moment_of(after, hour), round_of(days), at, at + WORTH)


def reached(occasions: list[Occasion]) -> Iterator[Reached]:
    """The people themselves: what they took from a day is not for those who keep their diaries."""
    for found in reach.places(reach.by_shape(occasions)):
        yield Reached(found.filter(named=True).annotate(told=F("person"), address=F("person__email")))


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    data = gather(messages)
    people = personal.gather(messages, now)
    marked, asking = Marked(data.sessions), asked(data.sessions)
    promises = Promises([place.pk for places in data.places.values() for place in places])
    return {
        message: letter(message, data, people, marked, asking, promises, max(now, message.occasion.due_at))
        for message in messages
    }


def asked(sessions) -> set[int]:
    """Those of the sessions that ask their participants to look back."""
    prompts = Question.objects.standing().prompts().filter(session__in=sessions)
    return set(prompts.order_by().values_list("session", flat=True))


class Marked:
    """What the registers of some sessions say: which days are `missing`, whether all were entered, and who came."""

    def __init__(self, sessions):
        rows = Attendance.objects.filter(day__session__in=sessions)
        found = list(rows.values_list("day__session", "membership__person", "came"))
        days = SessionDay.objects.standing().with_register().filter(session__in=sessions, is_entered=False)
        self.missing = dict(days.values_list("pk", "session"))
        self.entered = {session for session, _, _ in found} - set(self.missing.values())
        self.came = {(session, person) for session, person, came in found if came}

    def missed(self, session: int, person: int | None) -> bool:
        """Whether a register was entered, and this person is on it nowhere. Nothing is concluded from none."""
        return session in self.entered and (session, person) not in self.came


def letter(message, data: Read, people, marked: Marked, asking: set[int], promises: Promises, now: datetime) -> Letter:
    session = data.sessions[message.occasion.session_id]
    own = data.places[message.occasion_id, message.person_id]
    whose = Theirs(own=own, assisted=[], kept=[])
    took_part = any(place.role == PARTICIPANT for place in whose.places)
    days = standing(session)
    key = message.occasion_id, took_part
    if key not in data.words:
        shown = days if took_part else [day for day in days if day.pk in marked.missing]
        data.words[key] = context(session, shown, took_part, session.pk in asking), {}
    words, said = data.words[key]
    plain = facts(message, data, whose, now)
    return Letter(
        person=message.person,
        address=message.person.email,
        programme=session.cohort.programme,
        template="after_session" if took_part else "register",
        facts=replace(
            plain,
            absent=took_part and marked.missed(session.pk, message.person_id),
            done=not took_part and session.pk in marked.entered,
            **people.facts(message),
        ),
        context=words,
        said=said,
        own={"promises": in_words(message.person, promises.of(own))} if took_part else {},
        roles=frozenset(place.role for place in whose.places),
        optional=took_part,
        still=still(session, message.person, whose, days),
    )


def context(session: Session, days: list[SessionDay], took_part: bool, asks: bool) -> dict:
    neutral = not session.is_whole_cohort
    return {
        "session": session,
        "neutral": neutral,
        "first": days[0] if days else None,
        "days": days,
        "promises": mark("promises"),
        "asks": asks,
        "url": settings.BASE_URL + path if (path := leads_to(session, took_part, asks, days)) else "",
    }


def leads_to(session: Session, took_part: bool, asks: bool, days) -> str:
    """Where a participant writes: to the session's own prompts, or else on their challenge. Others: the register."""
    if took_part:
        return reverse("challenges:reflect", args=[session.pk]) if asks else reverse("challenges:mine")
    return reverse("workshops:attendance", args=[days[0].pk]) if days else ""


WAY = Way(
    Kind.AFTER_SESSION,
    read,
    reach=reached,
    wanted=due,
    starts_with=RULES,
    timing=Timing.AFTER,
    roles=(PARTICIPANT, FACILITATOR),
)
