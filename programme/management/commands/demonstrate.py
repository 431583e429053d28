from django.core.management.base import BaseCommand
from django.utils import timezone

from cohorts.models import Programme
from programme.demonstration.build import build


class Command(BaseCommand):
    help = "Make the demonstration programme, dates around today. Does nothing where a programme exists."

    def handle(self, **options):
        if Programme.objects.exists():
            self.stdout.write("There is a programme already; the demonstration was not made.")
            return
        build(timezone.now())
        self.stdout.write("The demonstration programme is ready.")
