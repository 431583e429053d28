from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cohorts.models import Programme
from programme.demonstration.build import build
from programme.demonstration.words import PROGRAMME


class Command(BaseCommand):
    help = "Make the demonstration programme, dates around today. Takes up what was interrupted."

    def handle(self, **options):
        if Programme.objects.exclude(name=PROGRAMME["name"]).exists():
            raise CommandError("There is a programme already; the demonstration needs an empty database.")
        build(timezone.now())
        self.stdout.write("The demonstration programme is ready.")
