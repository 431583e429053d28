"""The clock of a set room: what is pressed by anybody in the set moves it for all of them."""

from datetime import datetime

from django.db import transaction

from challenges.models import SetRoom
from challenges.services.rooms import set_of
from challenges.services.seats import seat
from cohorts.models import Person

LONGEST = 240  # minutes of one stage


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
