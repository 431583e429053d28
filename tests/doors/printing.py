from cohorts.services import feeds
from tests import factories as make
from tests.doors.door import Door
from workshops.editions import freeze
from workshops.models import Edition, Pack
from workshops.packs.wishes import Order
from workshops.services import packs

COHORT = ("participant", "set_mate", "other_set", "facilitator", "adviser", "other_adviser", "coach", "other_coach")
OFFICE = ("coordinator", "administrator")
PREPARE = ("facilitator", "adviser", "other_adviser", *OFFICE)
RUN = ("facilitator", *OFFICE)
ONLY_SEE = {role: 403 for role in (*COHORT, "office_contact") if role not in RUN}


def published(cast):
    """The cast's workshop, its agenda published once."""
    content = {"by": cast.facilitator, "at": make.NOW, "content": freeze(cast.workshop)}
    Edition.objects.get_or_create(session=cast.workshop, number=1, defaults=content)
    return cast.workshop.pk


def packed(cast):
    """A day pack of the cast's workshop, made."""
    pack = Pack.objects.first()
    if pack is None:
        published(cast)
        wanted = Order.of({"running-order": 1, "register": 1, "agenda": 2})
        pack = packs.order(session=cast.workshop, wanted=wanted, by=cast.coordinator, now=make.NOW)
        packs.make(pack_id=pack.pk, now=make.NOW)
    return pack.pk


def feed(cast):
    """The private address of the participant's calendar: whoever has it gets in, whoever they are."""
    if not cast.participant.feed_nonce:
        cast.participant = feeds.renew(person=cast.participant, by=cast.participant, now=make.NOW)
    return [cast.participant.pk, feeds.token_of(cast.participant)]


# The running order and the register go by the same door: tests/workshops/test_printing.py knocks for them.
DOORS = [
    Door("workshops:sheet", COHORT + OFFICE, args=lambda cast: (published(cast), "agenda")),
    Door("workshops:pack_new", RUN, args=lambda cast: (published(cast),), exceptions=ONLY_SEE),
    Door("workshops:pack", RUN, args=lambda cast: (packed(cast),)),
    Door("workshops:pack_file", RUN, args=lambda cast: (packed(cast), 1)),
    Door("workshops:agenda_word", COHORT + OFFICE, args=lambda cast: (published(cast),)),
    Door("workshops:running_order_word", PREPARE, args=lambda cast: (cast.workshop.pk,)),
    Door("workshops:canvases", COHORT + OFFICE, args=lambda cast: (cast.workshop.pk,)),
    Door("workshops:calendar", (*COHORT, *OFFICE, "office_contact"), args=lambda cast: (cast.workshop.pk,)),
    Door("workshops:feed", public=True, args=feed),
]
