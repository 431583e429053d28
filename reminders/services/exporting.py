"""Who got which message, as rows of a table."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cohorts.models import Person, Programme
from cohorts.trail import record_all
from reminders.models import Kind, Message

AT_ONCE = 500  # rows in memory


@transaction.atomic
def export(
    *, messages: QuerySet[Message], programmes: Collection[Programme], form: str, by: Person, now: datetime
) -> Iterator[list[str]]:
    """The heading and then `messages`; the trails of `programmes` say who took how many. Read while they are taken."""
    taken = ["messages", form, f"count={messages.count()}"]
    record_all(by, "exported", [(programme, taken) for programme in programmes], at=now)
    return rows(messages)


def rows(messages: QuerySet[Message]) -> Iterator[list[str]]:
    yield [_("To"), _("Address"), _("Message"), _("Session"), _("State"), _("Why"), _("When"), _("Answer")]
    known = messages.select_related("occasion__session", "person", "speaker")
    for one in known.iterator(chunk_size=AT_ONCE):
        state, when = str(one.get_state_display()), f"{localtime(one.at):%Y-%m-%d %H:%M}"
        yield [str(one.recipient), address(one), *what(one), state, str(one.get_why_display()), when, one.answer]


def address(message: Message) -> str:
    """Not a line manager's: the note was nobody's but its author's to send."""
    return "" if message.occasion.kind == Kind.PROGRESS_NOTE else message.address


def what(message: Message) -> list[str]:
    """Its kind and its session, named as on the page: neither a set's own meeting nor what somebody promised."""
    occasion, session = message.occasion, message.occasion.session
    if occasion.is_personal:
        return [_("About their own challenge"), ""]
    if session is None:
        return [str(occasion.get_kind_display()), ""]
    of_few = session.learning_set_id or session.coaching_pair_id
    return [str(occasion.get_kind_display()), _("Programme meeting") if of_few else session.name]
