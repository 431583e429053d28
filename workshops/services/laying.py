"""Laying out what was kept: items into a day, days into a session. Called by services that hold the locks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cohorts.models import Cohort, Person, Room, Venue
from cohorts.trail import record_all
from workshops.library import Kept, KeptDay, KeptItem, Place
from workshops.models import Item, Session, SessionDay
from workshops.services import days, sessions
from workshops.services.locking import locked, touch

LONGEST_NOTES = 4000  # characters, as the form of an item has it


@dataclass
class Laid:
    """What came of it: the session, its new items in order, and the places that are not there, in words."""

    session: Session
    items: list[Item] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    is_new: bool = True  # not when the button was pressed twice


@dataclass(frozen=True)
class Beginning:
    """What is chosen for a session that starts from another: its name and first day; a venue, or as it was kept."""

    date: date
    name: str = ""
    venue: Venue | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


def begin(*, cohort: Cohort, kept: Kept, chosen: Beginning, by: Person, now: datetime) -> Laid:
    """A draft session with the days, objectives and items of `kept`; the same within a minute is given back."""
    fields = {**kept.fields, **chosen.fields}
    fields["name"] = chosen.name or fields["name"]
    astray: list[str] = []
    planned = [when_and_where(cohort, day, chosen, astray) for day in kept.days]
    if made := sessions.just_made(cohort, fields, planned[0], now):
        return Laid(made, is_new=False)
    session = sessions.add(cohort=cohort, fields=fields, objectives=kept.objectives, day=planned[0], by=by, now=now)
    for when in planned[1:]:
        days.add(session=session, fields=when, by=by, now=now)
    laid = Laid(session, astray=astray)
    for day, agenda in zip(session.days.all(), kept.days, strict=True):
        lay(day, agenda.items, laid, by, now)
    return laid


def when_and_where(cohort: Cohort, day: KeptDay, chosen: Beginning, astray: list[str]) -> dict[str, Any]:
    """The columns of a new day. An online link opened one meeting, so it does not come along."""
    venue = chosen.venue or venue_of(cohort, day.venue, astray)
    rooms = list(venue.rooms.all()) if venue else []
    return {
        "date": chosen.date + timedelta(days=day.after),
        "opens": day.opens,
        "closes": day.closes,
        "venue": venue,
        "room": found(day.room, rooms, astray, by_name=True),
        "online_link": "",
    }


def venue_of(cohort: Cohort, place: Place | None, astray: list[str]) -> Venue | None:
    """The venue where it still exists in this programme, else the one of the same name there."""
    venues = Venue.objects.filter(programme=cohort.programme_id)
    return found(place, list(venues) if place else [], astray, by_name=True)


def lay(day: SessionDay, kept: Sequence[KeptItem], laid: Laid, by: Person, now: datetime) -> None:
    """Add the items after those of the day, at a constant number of queries. The caller holds the session."""
    session = locked(day.session_id)
    rooms, last = rooms_for(day, session), day.items.order_by("-position").first()
    start = last.position + 1 if last else 1
    items = [row(day, position, item, rooms, laid.astray) for position, item in enumerate(kept, start)]
    Item.objects.bulk_create(items)
    tie(session, items, kept)
    record_all(by, "added", [(item, list(each.columns)) for item, each in zip(items, kept, strict=True)], at=now)
    touch(session, now)
    laid.items += items


def rooms_for(day: SessionDay, session: Session) -> list[Room]:
    """The rooms an item of the day may be in: of its venue; before it has one, of the programme."""
    rooms = Room.objects.filter(venue__programme=session.cohort.programme_id)
    return list(rooms.filter(venue=day.venue_id) if day.venue_id else rooms)


def row(day: SessionDay, position: int, kept: KeptItem, rooms: list[Room], astray: list[str]) -> Item:
    room = found(kept.room, rooms, astray, by_name=day.venue_id is not None)
    item = Item(day=day, position=position, room=room, lead=kept.lead, **kept.columns)
    if kept.room and room is None:
        item.notes = noted(item.notes, kept.room)
    return item


def noted(notes: str, room: Place) -> str:
    """The notes with the room that is not there, so that it is not lost."""
    line = _("Room when it was kept: %(room)s") % {"room": ", ".join(filter(None, (room.name, room.venue)))}
    longer = f"{notes}\n{line}" if notes else line
    return longer if len(longer) <= LONGEST_NOTES else notes


def found(place: Place | None, rows: Iterable[Any], astray: list[str], *, by_name: bool) -> Any:
    """The row that `place` names, by its id or else its name; None when it is not among `rows`, said in `astray`."""
    if place is None:
        return None
    same = [each for each in rows if each.pk == place.id]
    same += [each for each in rows if by_name and each.name.casefold() == place.name.casefold()]
    if not same and place.name not in astray:
        astray.append(place.name)
    return same[0] if same else None


def tie(session: Session, items: Sequence[Item], kept: Sequence[KeptItem]) -> None:
    """Let each item serve the objectives that the session words alike."""
    objectives = {objective.text: objective.pk for objective in session.objectives.all()}
    serves = Item.objectives.through
    serves.objects.bulk_create(
        serves(item=item, objective_id=objectives[text])
        for item, each in zip(items, kept, strict=True)
        for text in dict.fromkeys(each.objectives)
        if text in objectives
    )
