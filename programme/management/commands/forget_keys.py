from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cohorts.models import Person
from programme.sign_in import forget_keys


class Command(BaseCommand):
    help = "Take the lost passkeys and authenticator of the person with this address, and end their sign-ins."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        person = Person.objects.with_address(email).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        forget_keys(person=person, now=timezone.now())
        self.stdout.write(f"{person} signs in with an emailed code, and can make a new key.")
