"""What happens in a set room: its clock, its turns, what is promised there."""

import uuid
from datetime import date, datetime

from django.db import transaction

from challenges.models import Challenge, Commitment, SetRoom, Turn
from challenges.services import promised, readers_now, sent_before
from challenges.services.seats import seat
from cohorts.audience import Audience
from cohorts.models import ActionLearningSet, Membership, Person
from workshops.models import SessionDay
from workshops.stages import stages

USUAL = 45  # minutes of a meeting too short for its stages to be fitted
LONGEST = 240  # minutes of one stage


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
def turn_clock(*, room: SetRoom, do: str, revision: int, by: Person, now: datetime) -> bool:
    """Start, pause, go on to the next stage or back, add a minute. Raises NotInThatSet.

    False where the room has moved since `revision`: of two who press at once, one is heard.
    """
    seat(set_of(room.day), by)
    room = SetRoom.objects.select_for_update().get(pk=room.pk)
    if room.revision != revision:
        return False
    DEEDS[do](room, now)
    room.revision += 1
    room.save()
    return True


def start(room: SetRoom, now: datetime) -> None:
    if room.at is None:
        room.at = 0
    room.began_at = room.began_at or now


def pause(room: SetRoom, now: datetime) -> None:
    if room.began_at:
        room.spent += max(int((now - room.began_at).total_seconds()), 0)
        room.began_at = None


def go_to(room: SetRoom, place: int, now: datetime) -> None:
    room.at, room.spent = min(max(place, 0), len(room.stages)), 0
    room.began_at = None if room.is_over else now


def minute(room: SetRoom, now: datetime) -> None:
    if room.is_on:
        room.stages[room.at][1] = min(room.stages[room.at][1] + 1, LONGEST)


DEEDS = {
    "start": start,
    "pause": pause,
    "next": lambda room, now: go_to(room, (room.at if room.at is not None else -1) + 1, now),
    "back": lambda room, now: go_to(room, (room.at or 0) - 1, now),
    "minute": minute,
}


@transaction.atomic
def lay_out(*, room: SetRoom, minutes: list[int], by: Person) -> None:
    """Give each stage its minutes, in order; those that are over keep theirs. Raises NotInThatSet."""
    seat(set_of(room.day), by)
    room = SetRoom.objects.select_for_update().get(pk=room.pk)
    room.stages = [[name, new] for (name, _), new in zip(room.stages, minutes, strict=True)]
    room.revision += 1
    room.save(update_fields=["stages", "revision"])


@transaction.atomic
def bid(*, day: SessionDay, wants: bool, by: Person, now: datetime) -> None:
    """Say that one would like to present at this meeting, or no longer. Raises NotInThatSet."""
    place = seat(set_of(day), by)
    if wants:
        Turn.objects.get_or_create(day=day, membership=place, defaults={"state": Turn.State.BID, "at": now})
    else:
        Turn.objects.filter(day=day, membership=place, state=Turn.State.BID).delete()


@transaction.atomic
def present(*, day: SessionDay, who: Membership, presents: bool, by: Person, now: datetime) -> None:
    """Note that `who`, one of the set, presents at this meeting, or does not after all. Raises NotInThatSet."""
    seat(set_of(day), by)
    seat(set_of(day), who.person)
    if presents:
        Turn.objects.update_or_create(day=day, membership=who, defaults={"state": Turn.State.HAD, "at": now})
    else:
        Turn.objects.filter(day=day, membership=who).delete()


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
