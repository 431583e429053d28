"""What an edition holds: the agenda in ready strings, and only what everyone may read."""

from collections.abc import Iterable
from typing import Any

from django.utils.dateformat import format as date_format

from workshops.agenda import Slot, timetable
from workshops.changes import differences
from workshops.models import Edition, Item, Session, SessionDay, Speaker


def freeze(session: Session) -> dict[str, Any]:
    """The draft as it stands, timed. Facilitator notes, kit and what to do if time is short never enter."""
    return frozen(session, agenda_days(session), session.objectives.all())


def agenda_days(session: Session) -> list[SessionDay]:
    """The standing days with all that an agenda needs, at a constant number of queries."""
    return list(with_agenda(session.days.filter(cancelled_at=None)))


def with_agenda(days: Any) -> Any:
    """The days (a queryset) with place, items, rooms, speakers, objectives and parallel groups."""
    days = days.select_related("venue", "room")
    return days.prefetch_related("items__room", "items__speakers", "items__objectives", "items__groups__room")


def frozen(session: Session, days: Any, objectives: Any) -> dict[str, Any]:
    """The content of an edition, from rows already read."""
    return {
        "title": session.title,
        "name": session.name,
        "objectives": [objective.text for objective in objectives],
        "days": [{"day": day.pk, "items": [line(slot) for slot in slots(day)]} for day in days],
    }


def slots(day: SessionDay) -> list[Slot]:
    """The day's draft, timed from its opening."""
    return list(timetable(day.items.all(), day.opens_minute))


def line(slot: Slot) -> dict[str, Any]:
    item = slot.item
    return {
        "item": item.pk,
        "start": slot.start,
        "starts": slot.starts,
        "ends": slot.ends,
        "minutes": item.minutes,
        "kind": item.kind,
        "title": item.title,
        "lead": item.lead,
        "room": item.room.name if item.room else "",
        "description": item.description,
        "pinned": item.pinned_minute is not None,
        "speakers": [spoken(speaker) for speaker in item.speakers.all() if speaker.is_on],
        **parallel(item),
    }


def parallel(item: Item) -> dict[str, list[dict[str, str]]]:
    """Its groups with room and lead, not with people. Nothing without groups, so that older editions read the same."""
    groups = [
        {"name": group.name, "room": group.room.name if group.room else "", "lead": group.lead}
        for group in item.groups.all()
    ]
    return {"groups": groups} if groups else {}


def spoken(speaker: Speaker) -> dict[str, str]:
    return {"name": speaker.name, "role": speaker.role, "organisation": speaker.organisation}


def changes_since(before: Edition | None, content: dict[str, Any], days: Iterable[SessionDay]) -> list[str]:
    """What `content` says otherwise than the edition `before`, in sentences; `days` are all of the session's."""
    names = {day.pk: date_format(day.date, "D j F") for day in days}
    return differences(before.content, content, names) if before else []


def holds(content: dict[str, Any], item: int) -> bool:
    """Whether an edition's content has the item with this id."""
    return any(line["item"] == item for day in content["days"] for line in day["items"])
