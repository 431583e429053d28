"""How the tests of reminders tell time and read what went out."""

from datetime import UTC, datetime, timedelta

from reminders import services
from reminders.models import Message, Occasion

WEEK_BEFORE = datetime(2027, 2, 24, 9, 0, tzinfo=UTC)  # of the workshop of the cast, Wed 3 March 2027
DAY_BEFORE = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
INVITED = {"participant", "set_mate", "other_set", "facilitator", "adviser", "other_adviser", "office_contact"}


def tick(at):
    """One tick, at a moment or at each of several."""
    return services.tick(at)


def addresses(outbox):
    """Whom mail went to, as the roles of the cast where their addresses name one."""
    return sorted(mail.to[0].split("<")[-1].rstrip(">").removesuffix("@cast.example") for mail in outbox)


def fates(**conditions):
    """(role, state, why) of every message, by role."""
    rows = Message.objects.filter(**conditions).select_related("person").order_by("person__email", "pk")
    return [(row.person.email.removesuffix("@cast.example"), row.state, row.why) for row in rows]


def of(person):
    """The one message to this person."""
    return Message.objects.get(person=person)


def occasions(session):
    """(moment, round, due) of a session's occasions, soonest first."""
    rows = Occasion.objects.filter(session=session).order_by("due_at")
    return [(row.moment, row.round, row.due_at) for row in rows]
