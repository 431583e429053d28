"""What readers say to an entry."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from challenges.exceptions import KeyTaken, NotShared
from challenges.models import Comment, Entry
from cohorts.models import Person
from cohorts.trail import record
from cohorts.viewer import Viewer


@transaction.atomic
def comment(*, entry: Entry, text: str, key: UUID, by: Person, now: datetime) -> Comment:
    """Say something to an entry that `by` reads now. The same `key` again is the same comment.

    Raises NotShared, KeyTaken.
    """
    held = Entry.objects.select_for_update().get(pk=entry.pk)
    if earlier := Comment.objects.filter(key=key).first():
        return theirs(earlier, held, by)
    if not Entry.objects.visible_to(Viewer(by)).filter(pk=held.pk).exists():
        raise NotShared(held)
    said = Comment.objects.create(entry=held, by=by, text=text, at=now, key=key)
    record(by, "commented", said, at=now, fields=["text"])
    return said


def theirs(earlier: Comment, entry: Entry, by: Person) -> Comment:
    if (earlier.entry_id, earlier.by_id) != (entry.pk, by.pk):
        raise KeyTaken(earlier.key)
    return earlier


@transaction.atomic
def delete(*, comment: Comment, by: Person, now: datetime) -> None:
    """Take a comment away for good. Whether `by` may is for whoever fetched it: see `deletable_by`."""
    record(by, "deleted", comment, at=now)
    comment.delete()
