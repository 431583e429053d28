import json

from django.core.management.base import BaseCommand, CommandError

from reminders import pausing, status
from reminders.clock import database_now


class Command(BaseCommand):
    help = "Says how sending is doing. Ends with 1 when something is wrong, for whatever watches it."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="for programs: ages in seconds, counts by state")

    def handle(self, *, json: bool, **_):
        now = database_now()
        troubles = status.troubles(now)
        found = status.status(now) | {"troubles": troubles, "paused": pausing.is_everything_paused()}
        self.stdout.write(as_json(found) if json else in_words(found))
        if troubles:
            raise CommandError("; ".join(WORDS[trouble] for trouble in troubles), returncode=1)


WORDS = {
    "silent": "nothing has looked at what is due for over two minutes",
    "beat": "the clock is silent",
    "worker": "no worker answers the clock",
    "behind": "messages wait that should have gone over five minutes ago",
    "mail_server": "the mail server does not take our mail",
}


def as_json(found: dict) -> str:
    return json.dumps(found)


def in_words(found: dict) -> str:
    """A line for each fact."""
    lines = [f"{name}: {'never' if value is None else value}" for name, value in found.items() if name != "counts"]
    return "\n".join([*lines, *(f"{state}: {number}" for state, number in found["counts"].items())])
