"""What a participant writes of their challenge, and who reads it. Every verb is the author's own."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from challenges.exceptions import AlreadyWritten
from challenges.models import Challenge, Entry
from challenges.services.author import assign, lock, readers_now, sent_before
from challenges.services.commitments import promised
from cohorts.models import ActionLearningSet, Membership, Person, Shared
from cohorts.trail import record


@transaction.atomic
def write_challenge(
    *,
    place: Membership,
    words: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    by,
    now: datetime,
) -> Challenge:
    """Write the challenge of `place`. Raises AlreadyWritten, NotTheAuthor, NotInThatSet."""
    place = lock(place, by)
    if Challenge.objects.filter(membership=place).exists():
        raise AlreadyWritten(place)
    readers = readers_now(place, audience, learning_set)
    challenge = Challenge.objects.create(membership=place, created_at=now, changed_at=now, **readers, **words)
    record(by, "wrote", challenge, at=now, fields=[*words, "audience"])
    return challenge


@transaction.atomic
def change_challenge(
    *,
    challenge: Challenge,
    words: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    by,
    now: datetime,
) -> Challenge:
    """Change what it says and who can read it, at once. Raises NotTheAuthor, NotInThatSet."""
    place = lock(challenge.membership, by)
    challenge = Challenge.objects.select_for_update().get(pk=challenge.pk)
    changed = assign(challenge, words | readers_now(place, audience, learning_set))
    if changed:
        challenge.changed_at = now
        challenge.save(update_fields=[*changed, "changed_at"])
        record(by, "changed", challenge, at=now, fields=changed)
    return challenge


@transaction.atomic
def share(*, thing: Shared, audience: str, learning_set: ActionLearningSet | None, by: Person, now: datetime) -> None:
    """Choose again who can read a challenge, an entry or a commitment. Raises NotTheAuthor, NotInThatSet."""
    place = lock(thing.membership, by)
    row = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    changed = assign(row, readers_now(place, audience, learning_set))
    if changed:
        row.save(update_fields=changed)
        record(by, "shared", row, at=now, fields=changed)


@transaction.atomic
def add_entry(
    *,
    challenge: Challenge,
    words: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    key: uuid.UUID,
    by: Person,
    now: datetime,
    promise: dict[str, Any] | None = None,
) -> Entry:
    """Add a progress entry, and with `promise` (text, due_on) a commitment for the same readers.

    The same `key` again gives the first entry back. Raises KeyTaken, NotTheAuthor, NotInThatSet, DueInThePast.
    """
    place = lock(challenge.membership, by)
    if earlier := sent_before(Entry, key, place):
        return earlier
    readers = readers_now(place, audience, learning_set)
    entry = Entry.objects.create(challenge=challenge, membership=place, at=now, key=key, **readers, **words)
    record(by, "added", entry, at=now, fields=[*(name for name, text in words.items() if text), "audience"])
    if promise:
        second = uuid.uuid5(key, "commitment")
        promised(place=place, challenge=challenge, key=second, readers=readers, by=by, now=now, **promise)
    return entry
