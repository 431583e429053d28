"""The note that a participant sends to their line manager, who is nobody here: answers go to its author."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from challenges.models import ProgressNote
from reminders.kinds.way import Way
from reminders.letter import Letter, Still
from reminders.models import Kind, Message, Occasion
from reminders.verdict import Facts

WORTH = timedelta(days=2)


@dataclass(frozen=True)
class Manager:
    """Whom a note goes to, as far as its author said."""

    full_name: str
    language: str
    first_name: str = ""  # they are not greeted: the words are the author's


def sent(since: datetime):
    return ProgressNote.objects.filter(sent_at__gt=since).order_by("sent_at")


def plan(since: datetime, now: datetime) -> None:
    """An occasion for every note sent after `since`."""
    notes = sent(since).values_list("pk", "sent_at", "membership__cohort__programme")
    wanted = [
        Occasion(kind=Kind.PROGRESS_NOTE, subject=pk, programme_id=programme, due_at=at, worth_until=at + WORTH)
        for pk, at, programme in notes
    ]
    Occasion.objects.bulk_create(wanted, ignore_conflicts=True)


def from_whom(occasions: list[Occasion]) -> Iterable[tuple[int, int, str]]:
    """The message stands with its author, at the address it goes to."""
    notes = ProgressNote.objects.filter(pk__in=[occasion.subject for occasion in occasions])
    return notes.values_list("pk", "membership__person", "to_address")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    notes = ProgressNote.objects.select_related("membership__person", "membership__cohort__programme")
    of = notes.in_bulk([message.occasion.subject for message in messages])
    return {message: letter(message, of.get(message.occasion.subject), now) for message in messages}


def letter(message: Message, note: ProgressNote | None, now: datetime) -> Letter:
    """A note that is gone went with its author, who asked to be forgotten."""
    occasion = message.occasion
    return Letter(
        person=Manager(note.to_name if note else "", message.person.language),
        address=message.address,
        programme=occasion.programme,
        template="progress_note",
        facts=Facts(
            now=now,
            due_at=occasion.due_at,
            worth_until=occasion.worth_until,
            paused=occasion.programme.paused_at is not None,
            taken_back=note is None,
        ),
        context={"note": note, "author": message.person},
        greets=False,
        answers_to=message.person,
        still=[Still(STANDS, (occasion.subject, occasion.programme_id))],
    )


STANDS = """EXISTS (SELECT 1 FROM challenges_progressnote n, cohorts_programme p
    WHERE n.id = %s AND p.id = %s AND p.paused_at IS NULL)"""

WAY = Way(Kind.PROGRESS_NOTE, read, rows=from_whom, plan=plan, stirred=sent)
