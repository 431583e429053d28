"""What is deleted because its time is over. Lost, late or doubled, it changes nothing; a dry run only counts."""

from datetime import datetime, timedelta

from reminders.models import Message

AFTER = timedelta(days=2 * 365)


def addresses(*, now: datetime, dry_run: bool = False) -> int:
    """To which address a mail went, what its server answered and what it told, two years after; that it went stays."""
    old = Message.objects.filter(done_at__lt=now - AFTER).exclude(address="")
    return old.count() if dry_run else old.update(address="", answer="", told=None)
