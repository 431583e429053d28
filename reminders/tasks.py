from celery import shared_task
from celery.signals import worker_shutting_down

from reminders import services
from reminders.clock import database_now

WHO = "worker"


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
