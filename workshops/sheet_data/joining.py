from collections.abc import Sequence
from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from cohorts.models import Programme, Room, Venue
from workshops.models import Edition, Item, Session, SessionDay
from workshops.sheet_data.days import items_by_day, particulars, span, to_be_held
from workshops.sheet_data.furniture import furniture, printed_at
from workshops.sheet_data.logos import logos
from workshops.sheet_data.nights import nights
from workshops.sheet_data.words import Values, joined


def joining_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """All that somebody needs who comes: places, ways, times, whom to ring. Of the agenda only published meals."""
    days, programme = to_be_held(session), session.cohort.programme
    content = edition.content if edition else {"title": "", "days": []}
    stamp = {} if edition else {"version": printed_at(now.astimezone(session.cohort.tz))}
    meals = items_by_day(content)
    return (
        furniture(session, edition, now, large)
        | stamp
        | {
            "title": content["title"],
            "dates": span(days),
            "days": [day_to_join(day, meals.get(day.pk, [])) for day in days],
            "venues": venues(days),
            "arrival": session.arrival,
            "bring": session.bring,
            "ask": joined(programme.office_name, programme.office_phone),
            "needs": how_to_tell(programme),
            "nights": [date_format(night.before.date, "l j F") for night in nights(session, days)],
            "logos": logos(programme),
        }
    )


def day_to_join(day: SessionDay, items: list[Values]) -> Values:
    """A day with its room, the way in online, and when there is food."""
    eaten = [f"{item['title']} {item['starts']}" for item in items if item["kind"] == Item.Kind.MEAL]
    return particulars(day) | {
        "room": room_with_means(day.room) if day.room else "",
        "link": day.online_link,
        "telephone": day.dial_in,
        "meals": [] if day.cancelled_at else eaten,
    }


def room_with_means(room: Room) -> str:
    """A room with what it has for those who need it."""
    means = joined(_("step-free") if room.step_free else "", _("hearing loop") if room.hearing_loop else "")
    return f"{room} ({means})" if means else str(room)


def venues(days: Sequence[SessionDay]) -> list[Values]:
    """Every place once; where there are several, with its dates."""
    found: dict[Venue, list[SessionDay]] = {}
    for day in days:
        if day.venue:
            found.setdefault(day.venue, []).append(day)
    return [
        {
            "name": venue.name,
            "address": venue.address,
            "when": joined(*(date_format(day.date, "l j F") for day in there)) if len(found) > 1 else "",
            "directions": venue.directions,
            "parking": venue.parking,
            "access": venue.access,
        }
        for venue, there in found.items()
    ]


def how_to_tell(programme: Programme) -> str:
    """Where to say what one needs to take part; empty where nobody is named."""
    where = joined(programme.office_name, programme.office_phone, programme.office_email)
    return _("Tell us early what you need to take part or to eat: %(where)s") % {"where": where} if where else ""
