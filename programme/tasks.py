from celery import shared_task
from django.utils import timezone

from programme import retention


@shared_task
def forget():
    """Delete what has been kept long enough. Lost, late or doubled, it changes nothing."""
    retention.forget(now=timezone.now())
