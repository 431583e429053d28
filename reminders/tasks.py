import logging

from celery import shared_task
from celery.signals import before_task_publish, worker_shutting_down
from django.db import DatabaseError, close_old_connections

from reminders import services, ticking
from reminders.clock import database_now
from reminders.status import BEAT

WHO = "worker"
log = logging.getLogger(__name__)


@before_task_publish.connect(sender="reminders.tasks.tick")
def ring(**_):
    """Beat itself notes that it rings, so that a silent clock and a worker that does not answer can be told apart."""
    try:
        close_old_connections()
        ticking.beat(BEAT, now=database_now())
    except DatabaseError:
        log.warning("The database is away, so nobody notes that the clock rings")


class Ending:
    """Whether this worker was asked to end: the message in hand is finished, the others are given back."""

    asked = False


@worker_shutting_down.connect
def end(**_):
    Ending.asked = True


@shared_task
def tick():
    """Do whatever is due. The queue only rings the bell: a tick that is lost, late or doubled changes nothing."""
    services.tick(database_now(), who=WHO, stop=lambda: Ending.asked)
