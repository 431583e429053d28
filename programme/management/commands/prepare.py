import sys
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, call_command, get_commands

from cohorts.models import Person
from programme.static_files import collect_what_changed

TAKEN = "The data in {} holds the demonstration; --no-demo needs a folder of its own, named with VAR_DIR."


class Command(BaseCommand):
    help = "Makes the data ready for `up`: tables, static files and, on a first start, the demonstration programme."

    def add_arguments(self, parser):
        parser.add_argument("--no-demo", action="store_true")

    def handle(self, *, no_demo, **options):
        self.say("Making the tables ...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        collect_what_changed(self.say)
        self.people(no_demo)

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def people(self, no_demo):
        """The demonstration's, where nobody is there yet; without it, a way in for the first administrator."""
        mark = Path(settings.VAR_DIR, "demonstration")
        is_empty = not Person.objects.exists()
        if no_demo and mark.exists() and not is_empty:
            sys.exit(TAKEN.format(settings.VAR_DIR))
        if no_demo:
            mark.unlink(missing_ok=True)
        elif is_empty or (mark.exists() and mark.read_text() != "complete"):
            self.demonstrate(mark)
        if not mark.exists() and not Person.objects.filter(is_administrator=True).exists():
            self.call_if_there("set_up_link")

    def demonstrate(self, mark):
        """An interrupted one is taken up again at the next start."""
        self.say("Making the demonstration programme ...")
        mark.write_text("begun")
        self.call_if_there("demonstrate")
        mark.write_text("complete")

    def call_if_there(self, name):
        if name in get_commands():
            call_command(name)
