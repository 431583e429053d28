"""A meeting of a set or a pair, soon after it was settled: it stands in the diary long before its reminders."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from cohorts.models import Membership
from reminders.due import Due, first_standing, moment_of, round_of
from reminders.kinds import before
from reminders.kinds.gathering import gather
from reminders.kinds.told import Told
from reminders.kinds.way import Planned, Way
from reminders.letter import Letter
from reminders.models import Kind, Message

HELD = timedelta(minutes=15)  # after the last change: whoever settles it may still correct it
WORTH = timedelta(days=2)
SOON = timedelta(days=2)  # what is nearer is told by the reminder of the day before
AT_ONCE = moment_of(0, 9)
ROLES = (Membership.Role.PARTICIPANT, Membership.Role.SET_ADVISER, Membership.Role.COACH)
RULES = [{"role": role, "days": 0, "hour": 9} for role in ROLES]


def due(planned: Planned, now: datetime) -> Iterator[tuple[int, Due]]:
    """Once for each meeting that is far enough ahead, and again for those who were not told when its start moves."""
    for session in planned.sessions:
        days = planned.days.get(session.pk, [])
        first, at = first_standing(days), session.changed_at + HELD
        if not (session.learning_set_id or session.coaching_pair_id) or not first:
            continue
        if first.starts_at > at + SOON and at + WORTH > now and planned.moments(session, Kind.MEETING):
            yield session.pk, Due(AT_ONCE, round_of(days), at, at + WORTH)


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    data = gather(messages)
    known = Told(data.sessions)
    return {message: letter(message, data, known, max(now, message.occasion.due_at)) for message in messages}


def letter(message: Message, data, known: Told, now: datetime) -> Letter:
    """What a reminder says, under other first words; only for those who have not been told of it yet."""
    found = before.letter(message, data, now)
    told = bool(known.days(message.occasion.session_id, message.person_id))
    return replace(found, template="meeting", facts=replace(found.facts, newer=False, told=told))


WAY = Way(Kind.MEETING, read, reach=before.asked_people, wanted=due, starts_with=RULES, roles=ROLES)
