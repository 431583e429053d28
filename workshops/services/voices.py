"""What the room says to an item, and how those who run the session order it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cohorts.models import Membership, Person
from cohorts.trail import record
from workshops.collecting import is_open
from workshops.exceptions import Closed, Full, OtherSession
from workshops.expected import invited
from workshops.models import Item, Session, Voice
from workshops.models.voice import MOST
from workshops.services.locking import locked


@transaction.atomic
def say(
    *,
    session: Session,
    item: int,
    text: str,
    key: UUID,
    place: Membership | None = None,
    is_named: bool = False,
    group: str = "",
    by: Person,
    now: datetime,
) -> Voice:
    """Add a line: of a participant (`place`), or from a card. The same `key` again is the same line.

    Raises Closed outside the item's time, OtherSession for whoever is not invited, Full at the most lines an item has.
    """
    session = locked(session.pk)
    if said := Voice.objects.filter(key=key).first():
        return theirs(said, session)
    asking = Item.objects.filter(pk=item, day__session=session).exclude(collects="").select_related("day").first()
    if asking is None or not session.is_published or not is_open(asking.day, now):
        raise Closed
    if place and not invited(session).filter(pk=place.pk).exists():
        raise OtherSession
    if not session.is_whole_cohort or (group and not asking.groups.filter(name=group).exists()):
        raise OtherSession
    voice = Voice(session=session, item=asking, kind=asking.collects, text=text, key=key, at=now)
    voice.membership, voice.is_named, voice.group = place, is_named and place is not None, group
    append(voice)
    record(by, "said", voice, at=now, fields=["text"])
    return voice


def theirs(said: Voice, session: Session) -> Voice:
    if said.session_id != session.pk:
        raise OtherSession
    return said


def append(voice: Voice) -> None:
    """As the last of its item's."""
    lines = Voice.objects.filter(session=voice.session, item=voice.item_id)
    if lines.count() >= MOST:
        raise Full
    last = lines.order_by("-position").values_list("position", flat=True).first()
    voice.position = (last or 0) + 1
    voice.save()


@transaction.atomic
def mark(*, voice: Voice, state: str, by: Person, now: datetime) -> None:
    """Say that it was asked, parked or answered, or that it was none of these."""
    change(voice, by, now, state=state)


@transaction.atomic
def hide(*, voice: Voice, hidden: bool, by: Person, now: datetime) -> None:
    """Keep it from everyone but its author and those who run the session, or show it again.

    Whoever said the same in other words stands for themselves again.
    """
    if hidden:
        separate(voice=voice, by=by, now=now)
    change(voice, by, now, is_hidden=hidden, **({"same_as": None} if hidden else {}))


@transaction.atomic
def merge(*, voice: Voice, into: int, by: Person, now: datetime) -> None:
    """Put it with the line that says the same, and with it whatever was put with it. Raises OtherSession."""
    locked(voice.session_id)
    voice.refresh_from_db()
    if voice.same_as_id == into:
        return
    found = shown(voice).filter(pk=into).exclude(pk=voice.pk).first()
    if found is None or voice.same_as_id:
        raise OtherSession
    voice.doubles.update(same_as=found)
    change(voice, by, now, same_as=found)


@transaction.atomic
def separate(*, voice: Voice, by: Person, now: datetime) -> None:
    """Let every line that was put with it stand for itself again."""
    locked(voice.session_id)
    for double in voice.doubles.all():
        change(double, by, now, same_as=None)


@transaction.atomic
def move(*, voice: Voice, down: bool, by: Person, now: datetime) -> None:
    """One place up or down among the lines that are shown; at the end it stays."""
    locked(voice.session_id)
    line = list(shown(voice))
    here = next((n for n, other in enumerate(line) if other.pk == voice.pk), None)
    there = None if here is None else here + (1 if down else -1)
    if here is None or there is None or not 0 <= there < len(line):
        return
    line.insert(there, line.pop(here))
    renumber(line)
    record(by, "moved", voice, at=now, fields=["position"])


def shown(voice: Voice) -> QuerySet[Voice]:
    """The lines of the same item that stand for themselves."""
    return Voice.objects.filter(session=voice.session_id, item=voice.item_id, is_hidden=False, same_as=None)


def renumber(line: list[Voice]) -> None:
    for position, voice in enumerate(line, 1):
        voice.position = position
    Voice.objects.bulk_update(line, ["position"])


def change(voice: Voice, by: Person, now: datetime, **values: Any) -> None:
    locked(voice.session_id)
    voice.refresh_from_db()
    changed = [name for name, value in values.items() if getattr(voice, name) != value]
    for name in changed:
        setattr(voice, name, values[name])
    if changed:
        voice.save(update_fields=changed)
        record(by, "changed", voice, at=now, fields=changed)


DEEDS: dict[str, Callable[..., None]] = {
    "up": lambda **how: move(down=False, **how),
    "down": lambda **how: move(down=True, **how),
    "hide": lambda **how: hide(hidden=True, **how),
    "show": lambda **how: hide(hidden=False, **how),
    "separate": separate,
    **{state.value: lambda state=state, **how: mark(state=state, **how) for state in Voice.State},
}
