import logging
import signal
from threading import Event

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from reminders import services
from reminders.clock import database_now

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Sends what is due, without a queue: once, or every fifteen seconds until stopped."

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--once", action="store_true", help="do what is due now, then end")
        how.add_argument("--loop", action="store_true", help="go on until TERM or INT")
        parser.add_argument("--seconds", type=float, default=15, help="between two looks (15)")

    def handle(self, *, once, loop, seconds, **_):
        if once:
            services.tick(database_now())
            return
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            look()
            stop.wait(seconds)


def look():
    """One tick; what goes wrong is logged, and the next one tries again."""
    try:
        close_old_connections()
        services.tick(database_now())
    except Exception:
        log.exception("A tick failed; the next one tries again")
