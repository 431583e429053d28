"""What coach and coachee write: notes and interviews. Every verb is the author's."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from challenges.exceptions import ChangedMeanwhile, KeyTaken, NotTheAuthor, PairOver
from challenges.models import CoachingNote, Interview, OfPair
from challenges.models.coaching import Stamped
from challenges.rules import writes_for
from cohorts.models import CoachingPair, Membership, Person
from cohorts.trail import record


@transaction.atomic
def write_note(
    *, pair: CoachingPair, text: str, share: bool, key: uuid.UUID, by: Person, now: datetime
) -> CoachingNote:
    """Add a note of `by`, one of the pair. The same `key` again gives the first one.

    Raises NotTheAuthor, PairOver, KeyTaken.
    """
    author = held(pair, by)
    if earlier := CoachingNote.objects.filter(key=key).first():
        return same(earlier, author, key)
    shown = {"shared_at": now if share else None, "changed_at": now}
    note = CoachingNote.objects.create(pair=pair, author=author, text=text, key=key, written_at=now, **shown)
    record(by, "wrote", note, at=now, fields=["text", "shared_at"])
    return note


@transaction.atomic
def change_note(*, note: CoachingNote, text: str, share: bool, seen: str, by: Person, now: datetime) -> CoachingNote:
    """Reword a note and say whether the other reads it, at once. The same again changes nothing.

    `seen` is the `stamp` of the note that was reworded. Raises NotTheAuthor, ChangedMeanwhile.
    """
    must_write_for(note.author, by)
    note = CoachingNote.objects.select_for_update().get(pk=note.pk)
    if (note.text, bool(note.shared_at)) == (text, share):
        return note
    must_be_as_seen(note, seen)
    note.text, note.shared_at, note.changed_at = text, (note.shared_at or now) if share else None, now
    note.save(update_fields=["text", "shared_at", "changed_at"])
    record(by, "changed", note, at=now, fields=["text", "shared_at"])
    return note


@transaction.atomic
def share(*, thing: OfPair, share: bool, by: Person, now: datetime) -> None:
    """Let the other of the pair read it, or no longer; at once. Raises NotTheAuthor."""
    must_write_for(thing.author, by)
    row = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    if bool(row.shared_at) != share:
        row.shared_at = now if share else None
        row.save(update_fields=["shared_at"])
        record(by, "shared" if share else "kept", row, at=now, fields=["shared_at"])


@transaction.atomic
def answer(
    *, pair: CoachingPair, moment: str, answers: Mapping[str, str], share: bool, seen: str, by: Person, now: datetime
) -> Interview:
    """Write what `by` answers at that moment, instead of what they answered before. The same again changes nothing.

    `seen` is the `stamp` of the answers that were changed, empty where there were none. Raises NotTheAuthor, PairOver,
    ChangedMeanwhile.
    """
    author = held(pair, by)
    found = Interview.objects.filter(pair=pair, author=author, moment=moment).first()
    found = found or Interview(pair=pair, author=author, moment=moment)
    if found.pk and (found.answers | dict(answers), bool(found.shared_at)) == (found.answers, share):
        return found
    must_be_as_seen(found, seen)
    found.answers = found.answers | dict(answers)
    found.shared_at, found.changed_at = (found.shared_at or now) if share else None, now
    found.save()
    record(by, "answered", found, at=now, fields=["answers", "shared_at"])
    return found


def held(pair: CoachingPair, by: Person) -> Membership:
    """The place in the pair that `by` writes from; the pair is held until the transaction ends."""
    names = CoachingPair.objects.select_related("coach", "coachee")
    pair = names.select_for_update(of=("self",)).get(pk=pair.pk)
    mine = [place for place in (pair.coach, pair.coachee) if writes_for(by, place)]
    if not mine:
        raise NotTheAuthor(by)
    if pair.ended_at:
        raise PairOver(pair)
    return mine[0]


def same(earlier: CoachingNote, author: Membership, key: uuid.UUID) -> CoachingNote:
    if earlier.author_id != author.pk:
        raise KeyTaken(key)
    return earlier


def must_write_for(place: Membership, by: Person) -> None:
    if not writes_for(by, place):
        raise NotTheAuthor(by)


def must_be_as_seen(row: Stamped, seen: str) -> None:
    """Two windows: what was written since in the other one is not lost by writing in this one."""
    if row.pk and row.stamp != seen:
        raise ChangedMeanwhile
