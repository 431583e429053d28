from celery import shared_task

from reminders import services
from reminders.clock import database_now


@shared_task
def tick():
    """Do whatever is due. The queue only rings the bell: a tick that is lost, late or doubled changes nothing."""
    services.tick(database_now())
