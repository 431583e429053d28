"""One nudge to those who have not replied, some days before the day by which to reply."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from reminders.due import Due, first_standing, read_moment, round_of
from reminders.kinds.answering import asked, reply_words
from reminders.kinds.before import asked_people, context
from reminders.kinds.gathering import Read, coming, facts, gather, is_announced, standing, still, theirs
from reminders.kinds.way import Planned, Timing, Way
from reminders.letter import Letter
from reminders.models import Kind, Message
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
    data = gather(messages)
    return {message: letter(message, data, max(now, message.occasion.due_at)) for message in messages}


def letter(message: Message, data: Read, now: datetime) -> Letter:
    session = data.sessions[message.occasion.session_id]
    whose = theirs(message, data)
    days = coming(session, whose, data)
    key = message.occasion_id, tuple(whose.principals)
    if key not in data.words:
        data.words[key] = context(session, standing(session), whose.principals, now), {}
    words, said = data.words[key]
    replied = all(one.is_complete for one in asked(message, session, whose, data))
    return Letter(
        person=message.person,
        address=message.person.email,
        programme=session.cohort.programme,
        template="reply",
        facts=replace(facts(message, data, whose, now), done=replied, sorry=False),
        context=words,
        said=said,
        own={"reply": reply_words(message, session, whose, data)},
        roles=frozenset(place.role for place in whose.places),
        still=still(session, message.person, whose, days),
    )


WAY = Way(Kind.REPLY, read, reach=asked_people, wanted=due, starts_with=RULES, timing=Timing.DEADLINE)
