import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from reminders import bounces
from reminders.services import bounces as services_bounces

OK, NOT_UNDERSTOOD = 0, 65  # as mail servers read them: EX_OK, EX_DATAERR


class Command(BaseCommand):
    help = "Takes a mail that came back, from a file or piped in by the mail server, and marks its message as failed."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="a mail as bytes; without it, what is piped in")

    def handle(self, *, file, **_):
        raw = read(file)
        try:
            said = services_bounces.take(raw, now=timezone.now())
        except (bounces.NotUnderstood, bounces.Forged, services_bounces.Unknown) as error:
            self.stderr.write(f"Nothing was changed: {services_bounces.REFUSALS[type(error)]}")
            sys.exit(NOT_UNDERSTOOD)
        self.stdout.write(said)


def read(file):
    if file:
        with open(file, "rb") as stream:
            return stream.read(bounces.LARGEST + 1)
    return sys.stdin.buffer.read(bounces.LARGEST + 1)
