"""The whole day pack for two dozen people, from rows to PDF, against one second; memory over many of them."""

from datetime import timedelta
from itertools import count
from statistics import median

from django.db import transaction

from bench.sheets import resident, timed
from tests import factories as make
from tests.workshops.acting import real_day
from workshops.packs.pressing import press
from workshops.packs.proposal import proposed
from workshops.packs.wishes import Order
from workshops.services import editions
from workshops.services.packs import read
from workshops.sheet_list import KINDS

PEOPLE = 24
ROUNDS, WARM, PACKS = 9, 3, 30
minutes = count()


def lines(**options):
    """Lines of (what, ours, held against, ratio, to reach): milliseconds a pack, then megabytes held."""
    with transaction.atomic():
        session = a_day()
        order = Order.of(proposed(session, KINDS))
        times = [timed(lambda: pack(session, order)) for _ in range(WARM + ROUNDS)][WARM:]
        before, after = memory(session, order)
        transaction.set_rollback(True)
    ours = median(times) * 1000
    return [
        (f"a day pack for {PEOPLE}, {order.total} copies", f"{ours:.0f} ms", "1000 ms", ours / 1000, "at most 1"),
        (f"memory over {PACKS} day packs", f"{after:.0f} MB", f"{before:.0f} MB", after / before, "flat"),
    ]


def a_day():
    """The real day, published, for two dozen people; two who facilitate it."""
    cohort = make.cohort(make.programme("Bench"))
    for n in range(PEOPLE):
        make.place(cohort, make.person(f"Robin Ashworth {n}"))
    for n in range(2):
        make.place(cohort, make.person(f"Frances Dale {n}"), "facilitator")
    session = make.session(cohort)
    real_day(session)
    editions.publish(session=session, by=make.person("Dana Whitfield"), now=make.NOW)
    return session


def pack(session, order):
    """Every file of it; printed a minute later each time, so that nothing is remembered."""
    _session, _edition, built = read(session.pk, order, make.NOW + timedelta(minutes=next(minutes)))
    for _file in press(built, order, title="Day pack"):
        pass


def memory(session, order):
    """Megabytes held after the first ten packs and after all of them."""
    for _ in range(10):
        pack(session, order)
    before = resident()
    for _ in range(PACKS - 10):
        pack(session, order)
    return before, resident()
