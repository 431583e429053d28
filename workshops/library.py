"""What a template holds: a session's days, or one item, in plain values that outlive the rows they were taken from."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import prefetch_related_objects
from django.utils.dateparse import parse_time

from cohorts.models import Room, Venue
from workshops.editions import agenda_days, with_agenda
from workshops.exceptions import NotUnderstood
from workshops.models import Item, Objective, Session, SessionDay

SHAPE = 1  # of what is written; rises when an older version could not read it
FARTHEST = 366  # days between the first day and the last
SESSION_COLUMNS = ("kind", "name", "title", "arrival", "bring")
OF_A_FEW = {Session.Kind.SET_MEETING, Session.Kind.COACHING}  # of these nothing becomes a template
NOT_KEPT = {"id", "position", "lead"}
ITEM_COLUMNS = [
    field
    for field in Item._meta.concrete_fields
    if field.editable and not field.is_relation and field.name not in NOT_KEPT
]


@dataclass(frozen=True)
class Place:
    """A venue or a room by its id, and by its name for when that is gone."""

    id: int
    name: str
    venue: str = ""


@dataclass(frozen=True)
class KeptItem:
    columns: dict[str, Any]
    objectives: list[str]
    room: Place | None = None
    lead: str = ""


@dataclass(frozen=True)
class KeptDay:
    items: list[KeptItem]
    after: int = 0  # days after the first
    opens: time = time(10)
    closes: time = time(16)
    venue: Place | None = None
    room: Place | None = None


@dataclass(frozen=True)
class Kept:
    """A session without people and dates, or a single item as the only one of its only day."""

    fields: dict[str, str]
    objectives: list[str]
    days: list[KeptDay]


def kept_session(session: Session, *, leads: bool = False) -> Kept:
    """The draft as it stands, its standing days (all, where none stands); with the names of leads only when asked."""
    days = days_to_keep(session)
    first = days[0].date
    return Kept(
        fields={name: getattr(session, name) for name in SESSION_COLUMNS},
        objectives=[objective.text for objective in session.objectives.all()],
        days=[
            KeptDay(
                items=[kept_row(item, leads=leads) for item in day.items.all()],
                after=(day.date - first).days,
                opens=day.opens,
                closes=day.closes,
                venue=venue_place(day.venue),
                room=room_place(day.room),
            )
            for day in days
        ],
    )


def days_to_keep(session: Session) -> list[SessionDay]:
    """The days that stand; where none does, those that did, one a date."""
    days = agenda_days(session) or list({day.date: day for day in with_agenda(session.days.all())}.values())
    prefetch_related_objects(days, "room__venue", "items__room__venue")
    return days


def kept_item(item: Item) -> Kept:
    """One item, to be added to any day."""
    return Kept(fields={}, objectives=[], days=[KeptDay(items=[kept_row(item)])])


def kept_row(item: Item, *, leads: bool = False) -> KeptItem:
    return KeptItem(
        columns={field.name: getattr(item, field.name) for field in ITEM_COLUMNS},
        objectives=[objective.text for objective in item.objectives.all()],
        room=room_place(item.room),
        lead=item.lead if leads else "",
    )


def venue_place(venue: Venue | None) -> Place | None:
    return Place(venue.pk, venue.name) if venue else None


def room_place(room: Room | None) -> Place | None:
    return Place(room.pk, room.name, room.venue.name) if room else None


def written(kept: Kept) -> dict[str, Any]:
    """The content of a template: what JSON knows, and nothing else."""
    return json.loads(json.dumps({"shape": SHAPE, **asdict(kept)}, cls=DjangoJSONEncoder))


def read(content: Any) -> Kept:
    """The content of a template, every value checked as a form would. Raises NotUnderstood for anything else."""
    try:
        return understood(content)
    except (AttributeError, KeyError, TypeError, ValueError, ValidationError):
        raise NotUnderstood from None


def understood(content: Mapping[str, Any]) -> Kept:
    days = [read_day(day) for day in content["days"]]
    distances = [day.after for day in days]
    if content["shape"] > SHAPE or distances[:1] != [0] or distances != sorted(set(distances)):
        raise ValueError(distances)
    return Kept(read_fields(content.get("fields", {})), read_lines(content.get("objectives", [])), days)


def read_fields(values: Mapping[str, str]) -> dict[str, str]:
    if values.get("kind") in OF_A_FEW:
        raise ValueError(values)
    return {name: clean(Session._meta.get_field(name), values[name]) for name in SESSION_COLUMNS if name in values}


def read_day(day: Mapping[str, Any]) -> KeptDay:
    opens, closes = read_time(day["opens"]), read_time(day["closes"])
    if opens >= closes or not 0 <= day["after"] <= FARTHEST:
        raise ValueError(day["after"])
    return KeptDay(
        items=[read_item(item) for item in day["items"]],
        after=day["after"],
        opens=opens,
        closes=closes,
        venue=read_place(day.get("venue")),
        room=read_place(day.get("room")),
    )


def read_item(item: Mapping[str, Any]) -> KeptItem:
    """An item; a column that the content does not know keeps its default, one that is no longer there is left."""
    given = item["columns"]
    columns = {field.name: clean(field, given[field.name]) for field in ITEM_COLUMNS if field.name in given}
    if "title" not in columns or not is_whole(columns):
        raise ValueError(given)
    return KeptItem(columns, read_lines(item.get("objectives", [])), read_place(item.get("room")))


def is_whole(columns: Mapping[str, Any]) -> bool:
    """Whether what the minutes are made of is all there, or none of it: the table takes nothing between."""
    if columns.get("each_of"):
        return bool(columns.get("each_minutes"))
    return all(columns.get(name) is None for name in ("together", "each_minutes", "each_count"))


def read_place(place: Mapping[str, Any] | None) -> Place | None:
    return Place(int(place["id"]), str(place["name"]), str(place.get("venue", ""))) if place else None


def read_time(text: str) -> time:
    found = parse_time(text)
    if found is None:
        raise ValueError(text)
    return found


def read_lines(lines: list[str]) -> list[str]:
    return [clean(Objective._meta.get_field("text"), line) for line in lines]


def clean(field: Any, value: Any) -> Any:
    return field.clean(value, None)
