"""Several senders at once, on a database that really runs them at once."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connections
from django.db.models import F

from reminders import planning
from reminders.models import Message, Occasion
from tests.faults.world import due_now, everyone
from tests.reminders.story import MINUTE, tick
from workshops.models import Session

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = 60


def together(*works):
    """Run the works at the same moment, each on a connection of its own; give what went wrong."""
    barrier, wrong = Barrier(len(works)), []

    def one(work):
        try:
            barrier.wait()
            work()
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_five_ticks_at_once_send_each_message_once(mailoutbox):
    session = due_now(PEOPLE)
    now = session.changed_at
    assert together(*[lambda: tick(now)] * 5) == []
    tick(now + MINUTE)
    got = Counter(message.to[0].split("<")[1].rstrip(">") for message in mail.outbox)
    assert got == Counter(everyone(PEOPLE))
    assert Counter(Message.objects.values_list("state", flat=True)) == {"sent": PEOPLE}


def test_five_planners_at_once_make_each_occasion_once(mailoutbox):
    now = due_now(2).changed_at
    assert together(*[lambda: planning.plan_sessions(Session.objects.all(), now)] * 5) == []
    assert Occasion.objects.count() == 2


def test_a_cancellation_beside_a_running_tick_leaves_nobody_unaccounted_for(mailoutbox):
    session = due_now(PEOPLE)
    now = session.changed_at

    def cancel():
        session.days.update(cancelled_at=now, sequence=F("sequence") + 1)
        Session.objects.filter(pk=session.pk).update(changed_at=now + MINUTE)

    assert together(lambda: tick(now), cancel) == []
    sent = Message.objects.filter(state="sent").count()
    assert sent == len(mail.outbox)
    tick(now + 2 * MINUTE)
    assert len(mail.outbox) == sent  # nothing goes once the cancellation is known
    assert not Message.objects.filter(state__in=["due", "sending"]).exists()
