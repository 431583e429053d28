from django.core.management.base import BaseCommand
from django.utils import timezone

from programme import retention


class Command(BaseCommand):
    help = "Deletes what has been kept long enough, without a queue; --dry-run only says how much that is."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="delete nothing, and say what would go")

    def handle(self, *, dry_run, **_):
        verb = "would go" if dry_run else "gone"
        for key, number in retention.forget(now=timezone.now(), dry_run=dry_run).items():
            self.stdout.write(f"{key:<14} {number:>7,} {verb}")
