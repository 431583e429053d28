"""The calendar parts of a mail: one for each day, asking its reader."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from reminders.letter import Letter
from workshops.calendar import calendar_of
from workshops.models import SessionDay

REQUEST = "text/calendar; method=REQUEST"


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
    organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)
    attendee = (letter.person.full_name, letter.address)
    return calendar_of([day], "REQUEST", url=lambda _: url, organizer=organizer, attendee=attendee).decode()
