"""What is deleted because its time is over. Lost, late or doubled, it changes nothing; a dry run only counts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from challenges.keeping import DRAFTS, notes_go_on
from challenges.models import Draft, SetNote
from challenges.services.notes import wipe
from cohorts.models import ActionLearningSet
from cohorts.services.forgetting import gone

EARLIEST = timedelta(days=80)  # no three months are shorter, wherever the cohort is


def notes(*, now: datetime, dry_run: bool = False) -> int:
    """Notes of sets whose cohort ended three months ago."""
    return sum(notes_of(learning_set, now, dry_run) for learning_set in over(now))


def drafts(*, now: datetime, dry_run: bool = False) -> int:
    """What nobody typed on for ninety days."""
    old = Draft.objects.filter(changed_at__lt=now - DRAFTS)
    return gone(old, dry_run)


def over(now: datetime) -> Iterator[ActionLearningSet]:
    """Sets with notes whose day has come where they are."""
    kept = Exists(SetNote.objects.filter(learning_set=OuterRef("pk")))
    ended = ActionLearningSet.objects.filter(kept, cohort__ends_on__lt=(now - EARLIEST).date())
    for learning_set in ended.select_related("cohort").order_by("pk").iterator(chunk_size=100):
        if now.astimezone(learning_set.cohort.tz).date() >= notes_go_on(learning_set.cohort.ends_on):
            yield learning_set


@transaction.atomic
def notes_of(learning_set: ActionLearningSet, now: datetime, dry_run: bool) -> int:
    """How many notes of the set went, or would. It is held meanwhile, so that nobody writes one more."""
    if dry_run:
        return SetNote.objects.filter(learning_set=learning_set).count()
    held = ActionLearningSet.objects.select_for_update(of=("self",)).get(pk=learning_set.pk)
    if not SetNote.objects.filter(learning_set=held).exists():
        return 0  # somebody else was faster
    return wipe(held, by=None, now=now)
