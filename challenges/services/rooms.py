"""The room of a set meeting, and what is promised there."""

import uuid
from datetime import date, datetime

from django.db import transaction

from challenges.models import Challenge, Commitment, SetRoom
from challenges.services.author import readers_now, sent_before
from challenges.services.commitments import promised
from challenges.services.seats import seat
from cohorts.audience import Audience
from cohorts.models import ActionLearningSet, Person
from workshops.models import SessionDay
from workshops.stages import stages

USUAL = 45  # minutes of a meeting too short for its stages to be fitted


def room_of(day: SessionDay) -> SetRoom:
    """The room of a set meeting's day; as long as nobody has pressed anything, one that is not kept."""
    return SetRoom.objects.filter(day=day).first() or SetRoom(day=day, stages=usual(day))


def open_room(day: SessionDay) -> SetRoom:
    """The room of a set meeting's day, kept; with the usual stages fitted to its minutes."""
    return SetRoom.objects.get_or_create(day=day, defaults={"stages": usual(day)})[0]


def set_of(day: SessionDay) -> ActionLearningSet:
    """Whose meeting it is; only set meetings have a room."""
    if day.session.learning_set is None:
        raise ValueError(day)
    return day.session.learning_set


def usual(day: SessionDay) -> list[list]:
    minutes = int((day.ends_at - day.starts_at).total_seconds() // 60)
    found = stages(minutes) or stages(USUAL)
    laid = sorted((start, stage.name, stage.minutes) for stage in found for start in stage.starts)
    return [[name, minutes] for _, name, minutes in laid]


@transaction.atomic
def commit(*, day: SessionDay, text: str, due_on: date | None, key: uuid.UUID, by: Person, now: datetime) -> Commitment:
    """Promise something in a set meeting: the set and its adviser read it. The same `key` again is the same one.

    Raises KeyTaken, NotInThatSet, DueInThePast.
    """
    learning_set = set_of(day)
    place = seat(learning_set, by)
    if earlier := sent_before(Commitment, key, place):
        return earlier
    return promised(
        place=place,
        challenge=Challenge.objects.filter(membership=place).first(),
        session=day.session,
        text=text,
        due_on=due_on,
        key=key,
        readers=readers_now(place, Audience.SET, learning_set),
        by=by,
        now=now,
    )
