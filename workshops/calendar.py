"""Sessions as calendar entries: one event a day, under a UID that stays, for a file or for a mail.

A calendar is read over shoulders and by assistants: the meeting of a set and coaching are a "Programme meeting" there,
without the way in.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import category

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

if TYPE_CHECKING:
    from workshops.models import Session, SessionDay

PRODUCT = "-//Leadership programme//Sessions//EN"
LONDON = "Europe/London"
# By rule, the last Sundays of March and October: Outlook mishandles a zone that lists its dates.
EUROPE_LONDON = Timezone.from_ical(
    b"BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n"
    b"BEGIN:DAYLIGHT\r\nDTSTART:19810329T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    b"TZNAME:BST\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:DAYLIGHT\r\n"
    b"BEGIN:STANDARD\r\nDTSTART:19961027T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    b"TZNAME:GMT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)


def calendar_of(days, method="PUBLISH", *, url, stamp=None, organizer=None, attendee=None) -> bytes:
    """An iCalendar object with an event for each of `days`; `url` is the address of a day's page, from the day.

    Equal input gives equal bytes. `organizer` and `attendee` are (name, address). The method CANCEL takes the events
    off its reader's calendar, also where a day goes on for others.
    """
    calendar = headed(method, days)
    people = {"organizer": organizer, "attendee": attendee}
    for day in days:
        calendar.add_component(event_for(day, url=url(day), stamp=stamp, is_off=method == "CANCEL", **people))
    return calendar.to_ical(sorted=False)


def headed(method: str, days) -> Calendar:
    """A calendar that `days` can be put into. An empty one has the zone alone: nothing at all would be no calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if not days or any(day.zone == LONDON for day in days):
        calendar.add_component(EUROPE_LONDON)
    return calendar


def event_for(day: "SessionDay", *, url, whose="", stamp=None, is_off=False, organizer=None, attendee=None) -> Event:
    """The event of one day. `stamp` says when this was told; without it, when the session last changed.

    `whose` names those for whom a diary is kept. A day that is cancelled is off for everybody.
    """
    is_off = is_off or day.cancelled_at is not None
    event = Event()
    event.add("uid", str(day.uid))
    event.add("sequence", day.sequence)
    event.add("dtstamp", (stamp or day.session.changed_at).astimezone(UTC).replace(microsecond=0))
    for name, moment in zip(("dtstart", "dtend"), moments(day), strict=True):
        event.add(name, moment)
    event.add("summary", one_line(summary(day.session, whose)))
    if where := location(day):
        event.add("location", one_line(where))
    event.add("description", description(day, url))
    event.add("url", url)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    if organizer:
        event.add("organizer", address(*organizer))
    if attendee:
        event.add("attendee", address(*attendee, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="FALSE"))
    return event


def moments(day: "SessionDay") -> list[datetime]:
    """Start and end: wall time in London, where the zone goes along by rule; elsewhere the instants in UTC.

    In UTC, too, at an hour that a clock change leaves out or gives twice: calendars do not agree on what it means.
    """
    walls = [datetime.combine(day.date, time, day.tz) for time in (day.opens, day.closes)]
    if day.zone == LONDON and not any(map(is_doubtful, walls)):
        return walls
    return [instant.astimezone(UTC) for instant in (day.starts_at, day.ends_at)]


def is_doubtful(wall: datetime) -> bool:
    """Whether clocks show this time twice, or never."""
    return wall.utcoffset() != wall.replace(fold=1).utcoffset()


def is_private(session: "Session") -> bool:
    """Whether a calendar must not say what it is: a set's meeting, coaching."""
    return bool(session.learning_set_id or session.coaching_pair_id)


def summary(session: "Session", whose: str = "") -> str:
    """What stands in the grid of the diary: whose it is comes first, for a narrow column cuts the end."""
    name = f"{session.cohort.programme.name}: {session.name}"
    if is_private(session):
        name = _("Programme meeting")
    return f"{whose}: {name}" if whose else name


def location(day: "SessionDay") -> str:
    """Room, venue and address in one line."""
    if day.venue is None:
        return _("Online") if day.online_link else ""
    return ", ".join(str(part) for part in (day.room, day.venue.name, day.venue.address) if part)


def description(day: "SessionDay", url: str) -> str:
    """What one needs to get there and in: it must stand whole here, for many offices block links."""
    session, programme = day.session, day.session.cohort.programme
    whom = ", ".join(part for part in (programme.office_name, programme.office_phone) if part)
    facts = [
        _("This day is cancelled.") if day.cancelled_at else "",
        *([] if is_private(session) else ways_in(day)),
        _("On the day, ask for: %(whom)s") % {"whom": whom} if whom else "",
        url,
    ]
    return "\n".join(one_line(fact) for fact in facts if fact)


def ways_in(day: "SessionDay") -> list[str]:
    session = day.session
    return [
        session.arrival,
        _("Online: %(link)s") % {"link": day.online_link} if day.online_link else "",
        _("Online host: %(host)s") % {"host": day.online_host} if day.online_link and day.online_host else "",
        _("By telephone: %(number)s") % {"number": day.dial_in} if day.dial_in else "",
        _("Bring: %(what)s") % {"what": session.bring} if session.bring else "",
    ]


def address(name: str, mailbox: str, **params: str) -> vCalAddress:
    """A calendar user by name and mailbox, with parameters such as ROLE."""
    user = vCalAddress(f"mailto:{one_line(mailbox)}")
    # A quote cannot be written inside a parameter.
    for key, value in {"CN": one_line(name).replace('"', "'"), **params}.items():
        user.params[key] = vText(value)
    return user


def one_line(text: str) -> str:
    """Without the line breaks and control characters that could end a property and begin another.

    The joiners of many scripts and of emoji are no control characters, and stay.
    """
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(" " if category(c) in {"Cc", "Zl", "Zp"} else c for c in text).split())
