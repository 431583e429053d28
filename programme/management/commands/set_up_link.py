from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from cohorts.services.administrators import is_set_up, set_up_token


class Command(BaseCommand):
    help = "Print a link with which the first administrator signs in, once, within seven days."

    def handle(self, **options):
        if is_set_up():
            raise CommandError("There is, or was, an administrator. Use: manage.py add_administrator EMAIL")
        self.stdout.write(settings.BASE_URL + reverse("set_up", args=[set_up_token()]))
