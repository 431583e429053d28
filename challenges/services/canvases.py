"""Canvases filled on screen, in dated versions."""

import uuid
from datetime import datetime

from django.db import transaction

from challenges.exceptions import ChangedMeanwhile, NotTheNewest
from challenges.models import Challenge, FilledCanvas
from challenges.services.author import assign, lock, readers_now, sent_before
from cohorts.models import ActionLearningSet, Person
from cohorts.trail import record


@transaction.atomic
def fill_canvas(
    *,
    challenge: Challenge,
    canvas: str,
    answers: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    key: uuid.UUID,
    by: Person,
    now: datetime,
) -> FilledCanvas:
    """Keep a new version of the canvas of that name; those before it stay as they were.

    The same `key` again gives the first one back. Raises KeyTaken, NotTheAuthor, NotInThatSet.
    """
    place = lock(challenge.membership, by)
    if earlier := sent_before(FilledCanvas, key, place):
        return earlier
    made = FilledCanvas.objects.create(
        challenge=challenge,
        membership=place,
        canvas=canvas,
        answers=answers,
        began_at=now,
        changed_at=now,
        key=key,
        **readers_now(place, audience, learning_set),
    )
    record(by, "filled", made, at=now, fields=["answers", "audience"])
    return made


@transaction.atomic
def change_canvas(
    *,
    filled: FilledCanvas,
    answers: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    by: Person,
    now: datetime,
    seen: str = "",
) -> FilledCanvas:
    """Change the newest version, and at once who can read it.

    With `seen`, the fingerprint of what it said when the page was opened: words that came since are not undone unseen.
    Raises ChangedMeanwhile, NotTheNewest, NotTheAuthor, NotInThatSet.
    """
    place = lock(filled.membership, by)
    row = FilledCanvas.objects.select_for_update(of=("self",)).get(pk=filled.pk)
    if row != FilledCanvas.objects.filter(challenge=row.challenge_id, canvas=row.canvas).first():
        raise NotTheNewest(filled)
    if seen and row.fingerprint != seen and row.answers != answers:
        raise ChangedMeanwhile(filled)
    fields = assign(row, {"answers": answers} | readers_now(place, audience, learning_set))
    if fields:
        row.changed_at = now
        row.save(update_fields=[*fields, "changed_at"])
        record(by, "changed", row, at=now, fields=fields)
    return row
