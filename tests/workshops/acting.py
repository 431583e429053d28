"""What the tests of this room do again and again."""

from cohorts.models import Event
from tests import factories as make
from tests.workshops.test_agenda import REAL_DAY
from workshops.services import editions


def trail(thing):
    """What the trail says of a row, oldest first: (verb, fields)."""
    events = Event.objects.filter(model=thing._meta.label_lower, object_id=thing.pk).order_by("pk")
    return [(event.verb, event.fields) for event in events]


def real_day(session):
    """Fill the session's first day with the fourteen items of the real one."""
    day = session.days.first()
    return [
        make.item(day, title, minutes, kind=kind, position=n) for n, (title, minutes, kind) in enumerate(REAL_DAY, 1)
    ]


def publish(cast, session=None):
    return editions.publish(session=session or cast.workshop, by=cast.coordinator, now=make.NOW)
