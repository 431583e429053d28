import os
import sys

from celery import Celery
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")

try:
    settings.CELERY_BROKER_URL  # noqa: B018 - reads the settings, before Celery would bury what is wrong with them
except ImproperlyConfigured as missing:
    sys.exit(str(missing))

app = Celery("programme")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# An interval, not a crontab: that one is wrong on the nights when the clocks change.
app.conf.beat_schedule = {
    "packs": {"task": "workshops.tasks.make_packs", "schedule": 5.0, "options": {"expires": 5}},
    "old packs": {"task": "workshops.tasks.forget_packs", "schedule": 3600.0, "options": {"expires": 3600}},
    "kept long enough": {"task": "programme.tasks.forget", "schedule": 3600.0, "options": {"expires": 3600}},
    "reminders": {"task": "reminders.tasks.tick", "schedule": 15.0, "options": {"expires": 15}},
}
