from celery import shared_task
from django.utils import timezone

from workshops.services import packs


@shared_task
def make_packs():
    """Make the day packs that wait. Lost, late or doubled, it changes nothing."""
    packs.make_waiting(now=timezone.now())


@shared_task
def forget_packs():
    """Delete the files of old day packs. Lost, late or doubled, it changes nothing."""
    packs.forget(now=timezone.now())
