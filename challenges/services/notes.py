"""What a set writes down: notes, looking back on a meeting, letting a newcomer in, and an end to all of it."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from challenges.exceptions import AlreadySent, ChangedMeanwhile, KeyTaken, NotesClosed, NotTheAuthor
from challenges.keeping import ASKED, notes_go_on
from challenges.models import NoteAssent, NotesEnd, SetNote
from challenges.services.seats import seat
from cohorts.models import ActionLearningSet, Membership, Person, SetMembership
from cohorts.trail import record
from workshops.models import SessionDay


@transaction.atomic
def write(
    *, learning_set: ActionLearningSet, day: SessionDay | None, text: str, key: uuid.UUID, by: Person, now: datetime
) -> SetNote:
    """Write a note of the set, about one of its meetings or none. The same `key` and words again are the same note.

    Raises NotInThatSet, NotesClosed, KeyTaken, AlreadySent where the form was sent with other words.
    """
    place = seat(learning_set, by)
    must_be_open(learning_set, now)
    if earlier := SetNote.objects.filter(key=key).first():
        return same(earlier, place, text)
    note = SetNote.objects.create(
        learning_set=learning_set, day=day, membership=place, text=text, written_at=now, key=key
    )
    record(by, "wrote", note, at=now, fields=["text"])
    return note


@transaction.atomic
def change(*, note: SetNote, text: str, seen: int, by: Person, now: datetime) -> SetNote:
    """Reword one's own note, having seen its revision `seen`. The same words again change nothing.

    Raises NotTheAuthor, NotInThatSet, and ChangedMeanwhile where another window changed it since.
    """
    held = own(note, by)
    if held.text == text:
        return held
    if held.revision != seen:
        raise ChangedMeanwhile(held)
    held.text, held.changed_at, held.revision = text, now, held.revision + 1
    held.save(update_fields=["text", "changed_at", "revision"])
    record(by, "changed", held, at=now, fields=["text"])
    return held


@transaction.atomic
def delete(*, note: SetNote, by: Person, now: datetime) -> None:
    """Take one's own note away for good. Raises NotTheAuthor, NotInThatSet."""
    held = own(note, by)
    record(by, "deleted", held, at=now)
    held.delete()


@transaction.atomic
def look_back(
    *, learning_set: ActionLearningSet, day: SessionDay, lines: Mapping[str, str], by: Person, now: datetime
) -> None:
    """Write a line on each level of learning from a meeting of the set, instead of those before; an empty one goes.

    Raises NotInThatSet, NotesClosed.
    """
    place = seat(learning_set, by)
    must_be_open(learning_set, now)
    mine = SetNote.objects.filter(day=day, membership=place).exclude(kind=SetNote.Kind.NOTE)
    before = {line.kind: line for line in mine}
    of = {"learning_set": learning_set, "day": day, "membership": place}
    for kind in SetNote.LEVELS:
        put_line(before.get(kind), kind, lines.get(kind, ""), of, by, now)


def put_line(line: SetNote | None, kind: str, text: str, of: Mapping, by: Person, now: datetime) -> None:
    if text == (line.text if line else ""):
        return
    if line is None:
        made = SetNote.objects.create(**of, kind=kind, text=text, written_at=now, key=uuid.uuid4())
        record(by, "wrote", made, at=now, fields=["text"])
    elif text:
        change(note=line, text=text, seen=line.revision, by=by, now=now)
    else:
        delete(note=line, by=by, now=now)


@transaction.atomic
def let_in(*, learning_set: ActionLearningSet, newcomer: Membership, by: Person, now: datetime) -> None:
    """Agree that `newcomer` reads what was written before they came; twice is once.

    Raises NotInThatSet, and NotTheAuthor for whoever was not there before.
    """
    seat(learning_set, by)
    since = came(ActionLearningSet.objects.get(pk=learning_set.pk), newcomer)
    mine = SetMembership.objects.current().filter(learning_set=learning_set, membership__person=by)
    there = mine.filter(joined_at__lt=since).first() if since else None
    if there is None:
        raise NotTheAuthor(by)
    asked = {"seat": there, "newcomer": newcomer}
    if not NoteAssent.objects.filter(**asked, at__gte=since).exists():
        said, _ = NoteAssent.objects.update_or_create(**asked, defaults={"at": now})
        record(by, "agreed", said, at=now)


def came(learning_set: ActionLearningSet, place: Membership) -> datetime | None:
    """Since when the holder of `place` is in the set; None from the beginning, or not at all."""
    taken = SetMembership.objects.current().filter(learning_set=learning_set, membership=place).first()
    if taken:
        return taken.joined_at
    return learning_set.adviser_since if learning_set.adviser_id == place.pk else None


@transaction.atomic
def end(*, learning_set: ActionLearningSet, agrees: bool, by: Person, now: datetime) -> int | None:
    """Say that all notes of the set may be deleted now, or take that back. How many went, once all members agree.

    A yes stands for a fortnight. Raises NotInThatSet, and NotTheAuthor for its adviser.
    """
    seat(learning_set, by)
    seats = list(SetMembership.objects.current().filter(learning_set=learning_set).select_related("membership"))
    mine = next((one for one in seats if one.membership.person_id == by.pk), None)
    if mine is None:
        raise NotTheAuthor(by)
    if not agrees:
        NotesEnd.objects.filter(seat=mine).delete()
        return None
    NotesEnd.objects.update_or_create(seat=mine, defaults={"at": now})
    record(by, "agreed to end notes of", learning_set, at=now)
    said = NotesEnd.objects.filter(seat__in=seats, at__gt=now - ASKED).count()
    return wipe(learning_set, by=by, now=now) if said == len(seats) else None


def wipe(learning_set: ActionLearningSet, *, by: Person | None, now: datetime) -> int:
    """Delete all notes of a set, and what was agreed about them; how many notes went."""
    count, _ = SetNote.objects.filter(learning_set=learning_set).delete()
    NoteAssent.objects.filter(seat__learning_set=learning_set).delete()
    NotesEnd.objects.filter(seat__learning_set=learning_set).delete()
    record(by, "deleted notes of", learning_set, at=now)
    return count


def own(note: SetNote, by: Person) -> SetNote:
    """The note under lock, for its author in the set. Raises NotTheAuthor, NotInThatSet."""
    place = seat(note.learning_set, by)
    held = SetNote.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if held is None or held.membership_id != place.pk:
        raise NotTheAuthor(by)
    return held


def same(earlier: SetNote, place: Membership, text: str) -> SetNote:
    if earlier.membership_id != place.pk:
        raise KeyTaken(earlier.key)
    if earlier.text != text:
        raise AlreadySent(earlier.key)
    return earlier


def must_be_open(learning_set: ActionLearningSet, now: datetime) -> None:
    """Nothing is written that would be deleted within the hour. Raises NotesClosed."""
    cohort = learning_set.cohort
    if now.astimezone(cohort.tz).date() >= notes_go_on(cohort.ends_on):
        raise NotesClosed(learning_set)
