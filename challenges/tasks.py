from celery import shared_task
from django.utils import timezone

from challenges.services import forgetting


@shared_task
def forget():
    """Delete set notes and drafts whose time is over. Lost, late or doubled, it changes nothing."""
    forgetting.forget(now=timezone.now())
