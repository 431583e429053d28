"""Who got which message, as rows of a table."""

from collections.abc import Iterator
from datetime import datetime
from html import unescape

from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cohorts.models import Person
from cohorts.services.exporting import AT_ONCE, record_taken
from reminders.models import Kind, Message


@transaction.atomic
def export(*, messages: QuerySet[Message], form: str, by: Person, now: datetime) -> Iterator[list[str]]:
    """The heading and then `messages`; the trail of each of their programmes says who took how many of its own.

    Read while they are taken, a few hundred at a time.
    """
    record_taken(rows=messages, programme="occasion__programme", what="messages", form=form, by=by, now=now)
    return rows(messages)


def rows(messages: QuerySet[Message]) -> Iterator[list[str]]:
    # A line manager's address is left out, and the answer that repeats it: the note was its author's alone to send.
    yield [_("To"), _("Address"), _("Message"), _("State"), _("Why"), _("When"), _("Answer")]
    known = messages.select_related("occasion__session", "person", "speaker")
    for one in known.iterator(chunk_size=AT_ONCE):
        state, when = str(one.get_state_display()), f"{localtime(one.at):%Y-%m-%d %H:%M}"
        address, answer = ("", "") if one.occasion.kind == Kind.PROGRESS_NOTE else (one.address, one.answer)
        yield [str(one.recipient), address, what(one), state, str(one.get_why_display()), when, answer]


def what(message: Message) -> str:
    """What it was, in the words of the page."""
    words = render_to_string("reminders/_what.html", {"occasion": message.occasion})
    return " ".join(unescape(strip_tags(words)).split())
