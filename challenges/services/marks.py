"""The four marks of a good challenge, as a self-check."""

from datetime import datetime

from django.db import transaction

from challenges.models import Challenge, SelfCheck
from challenges.services.author import assign, lock, readers_now
from cohorts.models import ActionLearningSet, Person
from cohorts.trail import record


@transaction.atomic
def check(
    *,
    challenge: Challenge,
    words: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    by: Person,
    now: datetime,
) -> SelfCheck:
    """Note the marks as its author sees them now, for the readers chosen. Raises NotTheAuthor, NotInThatSet."""
    place = lock(challenge.membership, by)
    found = SelfCheck.objects.select_for_update().filter(challenge=challenge).first()
    row = found or SelfCheck(challenge=challenge, membership=place)
    changed = assign(row, words | readers_now(place, audience, learning_set))
    if changed or not found:
        row.changed_at = now
        row.save()
        record(by, "checked", row, at=now, fields=changed)
    return row


@transaction.atomic
def take_out(*, challenge: Challenge, by: Person, now: datetime) -> None:
    """Nothing is said of the marks any more. Raises NotTheAuthor."""
    lock(challenge.membership, by)
    if found := SelfCheck.objects.select_for_update().filter(challenge=challenge).first():
        record(by, "removed", found, at=now)
        found.delete()
