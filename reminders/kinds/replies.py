"""One nudge to those who have not replied, some days before the day by which to reply."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from reminders.due import Due, first_standing, read_moment, round_of
from reminders.kinds import personal
from reminders.kinds.answering import Asked, asked, reply_words
from reminders.kinds.before import asked_people, context
from reminders.kinds.gathering import Read, coming, facts, gather, is_announced, standing, still, theirs
from reminders.kinds.personal import People
from reminders.kinds.way import Planned, Timing, Way
from reminders.letter import Letter, Still
from reminders.models import Kind, Message
from workshops.models import Session
from workshops.wall_time import days_before, utc

RULES = [{"days": 2, "hour": 9}]
END_OF_DAY = time(23, 59)


def due(planned: Planned, now: datetime) -> Iterator[tuple[int, Due]]:
    """So many local days before the deadline of each session that has one and that people know of."""
    for session in planned.sessions:
        days = planned.days.get(session.pk, [])
        first = first_standing(days)
        if not (first and session.reply_by and is_announced(session)):
            continue
        until = min(utc(session.reply_by, END_OF_DAY, first.zone), first.starts_at)
        for moment in planned.moments(session, Kind.REPLY):
            before, hour = read_moment(moment)
            at = days_before(session.reply_by, before, hour, first.zone)
            if at < until and until > now:
                yield session.pk, Due(moment, round_of(days), at, until)


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    data, people = gather(messages), personal.gather(messages, now)
    return {message: letter(message, data, people, max(now, message.occasion.due_at)) for message in messages}


def letter(message: Message, data: Read, people: People, now: datetime) -> Letter:
    session = data.sessions[message.occasion.session_id]
    whose = theirs(message, data)
    days = coming(session, whose, data)
    key = message.occasion_id, tuple(whose.principals)
    if key not in data.words:
        data.words[key] = context(session, standing(session), whose.principals, now), {}
    words, said = data.words[key]
    wanted = asked(message, session, whose, data)
    return Letter(
        person=message.person,
        address=message.person.email,
        programme=session.cohort.programme,
        template="reply",
        facts=replace(
            facts(message, data, whose, now),
            done=all(one.is_complete for one in wanted),
            sorry=False,
            **people.facts(message),
        ),
        context=words,
        said=said,
        own={"reply": reply_words(message, session, whose, data)},
        roles=frozenset(place.role for place in whose.places),
        still=[*still(session, message.person, whose, days), *as_answered(session, wanted)],
    )


def as_answered(session: Session, wanted: list[Asked]) -> list[Still]:
    """Nobody who is asked has answered since: an answer of any kind makes the letter be read again."""
    days, people = tuple(day.pk for day in standing(session)), tuple(one.person.pk for one in wanted)
    given = sum(len(one.answers) for one in wanted)
    return [Still(ANSWERED, (days, people, given))] if days and people else []


ANSWERED = """(SELECT COUNT(*) FROM workshops_reply r JOIN workshops_sessionday d ON d.id = r.day_id
    WHERE r.day_id IN %s AND r.person_id IN %s AND r.date = d.date) = %s"""


WAY = Way(Kind.REPLY, read, reach=asked_people, wanted=due, starts_with=RULES, timing=Timing.DEADLINE)
