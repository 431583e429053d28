"""The note to one's line manager: written, thrown away, sent. Every verb is its author's."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from challenges.exceptions import AlreadySent, NotTheAuthor, TooManySent
from challenges.models import ProgressNote
from challenges.services.coaching import must_be_as_seen, must_write_for
from cohorts.models import Membership, Person
from cohorts.trail import record

A_DAY = timedelta(days=1)
MOST = 3  # notes in a day: a mail from here is no way to write to many


@transaction.atomic
def write(*, place: Membership, fields: Mapping[str, str], seen: str, by: Person, now: datetime) -> ProgressNote:
    """Keep what the place's note says until it is sent. The same again changes nothing.

    `seen` is the `stamp` of the note that was changed, empty where there was none. Raises NotTheAuthor,
    ChangedMeanwhile.
    """
    place = Membership.objects.select_for_update().get(pk=place.pk)
    must_write_for(place, by)
    note = ProgressNote.objects.filter(membership=place, sent_at=None).first() or ProgressNote(membership=place)
    if note.pk and all(getattr(note, name) == value for name, value in fields.items()):
        return note
    must_be_as_seen(note, seen)
    for name, value in fields.items():
        setattr(note, name, value)
    note.changed_at = now
    note.save()
    return note


@transaction.atomic
def send(*, note: ProgressNote, seen: str, by: Person, now: datetime) -> ProgressNote:
    """Let it go to the line manager, as it was shown under the stamp `seen`; sent twice it goes once.

    Raises NotTheAuthor, ChangedMeanwhile, TooManySent.
    """
    note = held(note, by)
    if note.sent_at:
        return note
    must_be_as_seen(note, seen)
    mine = ProgressNote.objects.sent().filter(membership__person=by)
    if mine.filter(sent_at__gt=now - A_DAY).count() >= MOST:
        raise TooManySent(note)
    note.sent_at = now
    note.save(update_fields=["sent_at"])
    record(by, "sent", note, at=now)
    return note


@transaction.atomic
def throw_away(*, note: ProgressNote, by: Person) -> None:
    """Delete a note that was not sent. Raises NotTheAuthor, AlreadySent."""
    note = held(note, by)
    if note.sent_at:
        raise AlreadySent(note.pk)
    note.delete()


def held(note: ProgressNote, by: Person) -> ProgressNote:
    """The note under the lock of its place, under which all of them are written. Raises NotTheAuthor."""
    must_write_for(Membership.objects.select_for_update().get(pk=note.membership_id), by)
    found = ProgressNote.objects.filter(pk=note.pk).first()
    if found is None:  # thrown away meanwhile
        raise NotTheAuthor(by)
    return found
