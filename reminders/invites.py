"""The calendar parts of a mail: one for each day, asking its reader."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import get_language
from icalendar.parser import Contentline

from reminders.letter import Letter
from workshops.calendar import address, calendar_of
from workshops.models import SessionDay

REQUEST = "text/calendar; method=REQUEST"
END = "END:VEVENT"


def attach(email: EmailMultiAlternatives, letter: Letter) -> None:
    """Add a calendar part for each day: the first beside the text, where mail programs offer to accept it."""
    for number, day in enumerate(letter.days):
        if number == 0:
            email.attach_alternative(request(day, letter), REQUEST)
        else:
            email.attach(f"{day.date:%Y-%m-%d}.ics", request(day, letter), REQUEST)


def request(day: SessionDay, letter: Letter) -> str:
    """The day's calendar event, from the sender of our mails to this one reader."""
    url = letter.context.get("url") or settings.BASE_URL
    attendee = address(
        letter.person.full_name, letter.address, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="FALSE"
    )
    line = Contentline.from_parts("ATTENDEE", attendee.params, attendee, sorted=False).to_ical().decode()
    return for_everyone(day, url).replace(END, f"{line}\r\n{END}", 1)


def for_everyone(day: SessionDay, url: str) -> str:
    """The event without its reader, made once for each day that a batch read."""
    made = day.__dict__.setdefault("_events", {})
    key = url, get_language()
    if key not in made:
        organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)
        made[key] = calendar_of([day], "REQUEST", url=lambda _: url, organizer=organizer).decode()
    return made[key]
