"""The calendar parts of a mail: one for each day, asking its reader or taking the day off their calendar."""

from collections.abc import Iterator
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import get_language
from icalendar.parser import Contentline

from reminders.letter import Letter
from workshops.calendar import address, calendar_of
from workshops.models import SessionDay

KIND = "text/calendar; method={}"
END = "\r\nEND:VEVENT"  # with its line break: the words alone may stand in somebody's text


def attach(email: EmailMultiAlternatives, letter: Letter) -> None:
    """Add a calendar part for each day: the first beside the text, where mail programs act on it."""
    for number, (method, day) in enumerate(parts(letter)):
        text, kind = event(day, method, letter), KIND.format(method)
        if number == 0:
            email.attach_alternative(text, kind)
        else:
            email.attach(f"{day.date:%Y-%m-%d}-{method.lower()}.ics", text, kind)


def parts(letter: Letter) -> Iterator[tuple[str, SessionDay]]:
    """Method and day of each: an object has one method, so a mail with both kinds has an object for each day.

    What the reader must come to goes first.
    """
    yield from (("REQUEST", day) for day in letter.days)
    yield from (("CANCEL", day) for day in letter.cancelled)


def event(day: SessionDay, method: str, letter: Letter) -> str:
    """The day's calendar object, from the sender of our mails to this one reader."""
    url = letter.context.get("url") or settings.BASE_URL
    attendee = address(
        letter.person.full_name, letter.address, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="FALSE"
    )
    line = Contentline.from_parts("ATTENDEE", attendee.params, attendee, sorted=False).to_ical().decode()
    return for_everyone(day, method, url).replace(END, f"\r\n{line}{END}", 1)


def for_everyone(day: SessionDay, method: str, url: str) -> str:
    """The object without its reader, made once for each day that a batch read."""
    made = day.__dict__.setdefault("_events", {})
    key = method, url, get_language()
    if key not in made:
        organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)
        made[key] = calendar_of([day], method, url=lambda _: url, organizer=organizer).decode()
    return made[key]
