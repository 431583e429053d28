from django.core.management.base import BaseCommand

from programme import retention
from reminders import services
from reminders.clock import database_now
from reminders.loop import WHO, Loop, say


class Command(BaseCommand):
    help = "Sends what is due and forgets what is over, without a queue: once, or every fifteen seconds until stopped."

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--once", action="store_true", help="do what is due now, then end")
        how.add_argument("--loop", action="store_true", help="go on until TERM or INT")
        parser.add_argument("--seconds", type=float, default=15, help="between two looks (15)")

    def handle(self, *, once, loop, seconds, **_):
        if once:
            say(services.tick(database_now(), who=WHO))
            retention.forget(now=database_now())
        else:
            Loop(seconds, retention.forget).run()
