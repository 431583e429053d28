from celery import shared_task
from django.utils import timezone

from cohorts.services import importing


@shared_task
def forget_uploads():
    """Delete the lists that nobody confirmed within a day. Lost, late or doubled, it changes nothing."""
    importing.forget(now=timezone.now())
