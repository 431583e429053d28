from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from cohorts.services.administrators import add_administrator
from cohorts.text import one_line


class Command(BaseCommand):
    help = "Make the person with this address an administrator, known or new. They sign in with an emailed code."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="how they are called; needed for somebody new")

    def handle(self, *, email, name, **options):
        name = name.strip() or email.split("@")[0]
        try:
            validate_email(email)
            one_line(name)
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        person = add_administrator(email=email, name=name[:120], by=None, now=timezone.now())
        self.stdout.write(f"{person} ({person.email}) is an administrator.")
