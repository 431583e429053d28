import sys
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cohorts.models import Person
from cohorts.services.administrators import is_set_up
from programme.static_files import collect_what_changed

TAKEN = "The data in {} holds the demonstration; --no-demo needs a folder of its own, named with VAR_DIR."


class Command(BaseCommand):
    help = "Makes the data ready for `up`: tables, static files and, on a first start, the demonstration programme."

    def add_arguments(self, parser):
        parser.add_argument("--no-demo", action="store_true")

    def handle(self, *, no_demo, **options):
        if self.lacks_tables():
            self.say("Making the tables ...")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        collect_what_changed(self.say)
        self.people(no_demo)

    def lacks_tables(self):
        """Whether a migration is still to be made; asking is much quicker than migrating nothing."""
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

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
        if not mark.exists() and not is_set_up():
            self.say("The first administrator signs in here, once:")
            call_command("set_up_link", stdout=self.stdout)

    def demonstrate(self, mark):
        """An interrupted one is taken up again at the next start."""
        self.say("Making the demonstration programme ...")
        mark.write_text("begun")
        call_command("demonstrate", stdout=self.stdout)
        mark.write_text("complete")
