"""What each speaker needs to know, on a page: when, where, for how long, with whom, what is asked, whom to ring."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from workshops.agenda import length
from workshops.editions import freeze
from workshops.models import Edition, Session, SessionDay, Speaker
from workshops.sheet_data.agenda import on_the_day
from workshops.sheet_data.days import items_by_day, particulars, place, to_be_held
from workshops.sheet_data.furniture import with_agenda
from workshops.sheet_data.items import speakers_of
from workshops.sheet_data.people import headcount, participants, replies, speaks_on
from workshops.sheet_data.words import Values, joined


class Line(NamedTuple):
    """An agenda item in its day, and what comes before and after it."""

    day: SessionDay
    item: Values
    before: Values | None
    after: Values | None
    is_draft: bool


def speaker_briefs_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """A page for every speaker who is on. Times are the edition's; the draft's, and marked, where that has none."""
    values, content = with_agenda(session, edition, now, large)
    days = [day for day in to_be_held(session) if day.cancelled_at is None]
    lines = lines_of(freeze(session), days, is_draft=True) | lines_of(content, days, is_draft=edition is None)
    guests = [guest for guest in session.speakers.prefetch_related("items") if guest.is_on]
    names, rooms = {guest.name for guest in guests}, room_facts(session, days)
    return values | {
        "title": session.title,
        "speakers": [brief(guest, lines, days, names) | facts(guest, days, rooms) for guest in guests],
        "arrival": session.arrival,
        "contact": on_the_day(session.cohort.programme),
        "none": _("Nobody from outside speaks at this session."),
    }


def lines_of(content: Values, days: list[SessionDay], *, is_draft: bool) -> dict[int, Line]:
    """The lines of standing days by the id of their item."""
    found, by_day = {}, items_by_day(content)
    for day in days:
        items = by_day.get(day.pk, [])
        for item, before, after in zip(items, [None, *items], [*items[1:], None], strict=False):
            found[item["item"]] = Line(day, item, before, after, is_draft)
    return found


def brief(guest: Speaker, lines: dict[int, Line], days: list[SessionDay], names: set[str]) -> Values:
    theirs = [lines[item.pk] for item in guest.items.all() if item.pk in lines]
    theirs.sort(key=lambda line: (line.day.date, line.item["start"]))
    return {
        "name": guest.name,
        "post": joined(guest.role, guest.organisation),
        "asked": guest.asked,
        "parts": [part(line, guest, names) for line in theirs],
        "draft": any(line.is_draft for line in theirs),
    }


def part(line: Line, guest: Speaker, names: set[str]) -> Values:
    item, when = line.item, {"start": line.item["starts"], "end": line.item["ends"]}
    return {
        "date": date_format(line.day.date, "l j F Y"),
        "times": _("%(start)s to %(end)s") % when,
        "title": item["title"],
        "about": [fact for fact in part_facts(line, guest, names) if fact],
    }


def part_facts(line: Line, guest: Speaker, names: set[str]) -> Iterator[str]:
    item = line.item
    room = item["room"] or (line.day.room.name if line.day.room else "")
    yield joined(length(item["minutes"]), room)
    yield item["description"]
    yield from said(_("Introduced by %s"), item["lead"])
    beside = [speaker for speaker in item["speakers"] if speaker["name"] != guest.name and speaker["name"] in names]
    yield from said(_("With %s"), "; ".join(speakers_of({"speakers": beside})))
    yield from said(_("Before you: %s"), neighbour(line.before))
    yield from said(_("After you: %s"), neighbour(line.after))


def said(sentence: str, what: str) -> list[str]:
    return [sentence % what] if what else []


def neighbour(item: Values | None) -> str:
    return f"{item['starts']} {item['title']}" if item else ""


def facts(guest: Speaker, days: list[SessionDay], rooms: dict[int, str]) -> Values:
    """The days that are theirs: the place and how to get there, the hours, and how many people will be there."""
    return {"days": [day_facts(day) | {"room": rooms[day.pk]} for day in days if speaks_on(day, guest)]}


def day_facts(day: SessionDay) -> Values:
    return particulars(day) | {"where": [line for line in (place(day), *ways(day)) if line]}


def ways(day: SessionDay) -> Iterator[str]:
    """How to get there, in words and by link."""
    if day.venue:
        yield from said(_("Getting there: %s"), day.venue.directions)
        yield from said(_("Parking: %s"), day.venue.parking)
        yield from said(_("Access: %s"), day.venue.access)
    yield from said(_("Online: %s"), day.online_link)


def room_facts(session: Session, days: list[SessionDay]) -> dict[int, str]:
    people, answers = participants(session), replies(session)
    return {day.pk: headcount(people, answers[day.pk]) for day in days}
