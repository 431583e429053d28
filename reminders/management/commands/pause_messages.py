from django.core.management.base import BaseCommand

from reminders import pausing
from reminders.clock import database_now
from reminders.forecast import forecast
from reminders.services import pausing as services_pausing


class Command(BaseCommand):
    help = "Pauses the messages of all programmes (sign-in codes still go), or lets them go on."

    def add_arguments(self, parser):
        parser.add_argument("--resume", action="store_true", help="let messages go on, and say how many do")
        parser.add_argument("--drop", action="store_true", help="with --resume: what waits is not sent at all")

    def handle(self, *, resume, drop, **_):
        now = database_now()
        self.stdout.write(self.resume(now, drop=drop) if resume else self.pause(now))

    def pause(self, now):
        is_new = services_pausing.pause_all(by=None, now=now)
        return "All messages are paused." if is_new else "All messages are paused already."

    def resume(self, now, *, drop):
        if not pausing.is_everything_paused():
            return "Messages are not paused."
        ahead = forecast(None, now)
        services_pausing.resume_all(by=None, now=now, drop=drop)
        if drop:
            return "Messages go on. What waited is not sent."
        return f"Messages go on: {len(ahead.going)} messages go now, {ahead.too_late} are too late."
