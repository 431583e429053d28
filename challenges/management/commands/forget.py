from django.core.management.base import BaseCommand
from django.utils import timezone

from challenges.services import forgetting


class Command(BaseCommand):
    help = "Deletes set notes and drafts whose time is over, without a queue; --dry-run only says how many."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="delete nothing, and say what would go")

    def handle(self, *, dry_run, **_):
        gone = forgetting.forget(now=timezone.now(), dry_run=dry_run)
        verb = "would be deleted" if dry_run else "deleted"
        self.stdout.write(f"Set notes {verb}: {gone.notes}. Drafts {verb}: {gone.drafts}.")
