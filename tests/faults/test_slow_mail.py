"""A mail server that takes nearly as long as it may, for each message: the lease of a batch runs out meanwhile.

Time runs ten times as fast, for the senders as for the mail server; `manage.py faults --patient` takes the real time.
"""

import sys

import pytest

from tests.faults.reckoning import PATIENT
from tests.faults.storm import LEASE, World, end_waits, is_expanded, is_open, reckon, settled
from tests.servers import eventually

pytestmark = [pytest.mark.servers, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SPEED = 1 if PATIENT else 10
PEOPLE = 9  # more than two senders can serve before the lease of whoever claimed them all has run out
FASTER = f"""
from datetime import timedelta
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from reminders import claiming
claiming.LEASE /= {SPEED}
settings.EMAIL_TIMEOUT /= {SPEED}
call_command("run_reminders", "--loop", "--seconds", "0.3")
"""


def test_twenty_five_seconds_a_message(storm):
    world = World(PEOPLE)
    kept, senders = storm("--slow", str(25 / SPEED), command=[sys.executable, "-c", FASTER])
    senders.start(2)
    settled((PEOPLE * 25 + 2 * LEASE) / SPEED)
    found = reckon("25 s a message", kept, world)
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)
    assert len({line["from_port"] for line in kept.accepted()}) >= 2  # the second sender took over


def test_one_message_without_any_answer(storm):
    world = World(PEOPLE)
    unlucky = sorted(world.everyone)[2]
    kept, senders = storm("--stall", unlucky, command=[sys.executable, "-c", FASTER])
    senders.start(2)
    eventually(lambda: end_waits() or (is_expanded() and not is_open()), 2 * LEASE)
    found = reckon("a message without an answer", kept, world)
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice == 1
