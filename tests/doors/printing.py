from tests import factories as make
from tests.doors.door import Door
from workshops.editions import freeze
from workshops.models import Edition

COHORT = ("participant", "set_mate", "other_set", "facilitator", "adviser", "other_adviser", "coach", "other_coach")
OFFICE = ("coordinator", "administrator")
PREPARE = ("facilitator", "adviser", "other_adviser", *OFFICE)


def published(cast):
    """The cast's workshop, its agenda published once."""
    content = {"by": cast.facilitator, "at": make.NOW, "content": freeze(cast.workshop)}
    Edition.objects.get_or_create(session=cast.workshop, number=1, defaults=content)
    return cast.workshop.pk


# The running order and the register go by the same door: tests/workshops/test_printing.py knocks for them.
DOORS = [
    Door("workshops:sheet", COHORT + OFFICE, args=lambda cast: (published(cast), "agenda")),
    Door("workshops:agenda_word", COHORT + OFFICE, args=lambda cast: (published(cast),)),
    Door("workshops:running_order_word", PREPARE, args=lambda cast: (cast.workshop.pk,)),
    Door("workshops:canvases", COHORT + OFFICE, args=lambda cast: (cast.workshop.pk,)),
    Door("workshops:calendar", (*COHORT, *OFFICE, "office_contact"), args=lambda cast: (cast.workshop.pk,)),
]
