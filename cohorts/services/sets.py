"""Action learning sets by hand: making, seating, advising."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from cohorts.changing import change
from cohorts.exceptions import InUse, NameTaken, OfAnotherCohort
from cohorts.models import ActionLearningSet, Cohort, Membership, Person, SetMembership
from cohorts.trail import record

PARTICIPANT = Membership.Role.PARTICIPANT
SET_ADVISER = Membership.Role.SET_ADVISER


@transaction.atomic
def make_sets(*, cohort: Cohort, names: Sequence[str], by: Person, now: datetime) -> list[ActionLearningSet]:
    """Make a set of each name, nobody in them yet. Raises NameTaken."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if len(set(names)) < len(names) or ActionLearningSet.objects.filter(cohort=cohort, name__in=names).exists():
        raise NameTaken(names)
    made = [ActionLearningSet.objects.create(cohort=cohort, name=name) for name in names]
    for learning_set in made:
        record(by, "made", learning_set, at=now, fields=["name"])
    return made


@transaction.atomic
def rename(*, learning_set: ActionLearningSet, name: str, by: Person, now: datetime) -> ActionLearningSet:
    """Raises NameTaken."""
    beside = ActionLearningSet.objects.filter(cohort=learning_set.cohort_id).exclude(pk=learning_set.pk)
    if beside.filter(name=name).exists():
        raise NameTaken(name)
    learning_set, fields = change(learning_set, {"name": name})
    if fields:
        record(by, "renamed", learning_set, at=now, fields=fields)
    return learning_set


@transaction.atomic
def remove_set(*, learning_set: ActionLearningSet, by: Person, now: datetime) -> None:
    """Raises InUse while somebody sits in it, and when something was written, planned or kept for it."""
    learning_set = ActionLearningSet.objects.select_for_update().get(pk=learning_set.pk)
    if SetMembership.objects.current().filter(learning_set=learning_set).exists():
        raise InUse(learning_set)
    record(by, "removed", learning_set, at=now)
    try:
        with transaction.atomic():
            SetMembership.objects.filter(learning_set=learning_set).delete()
            learning_set.delete()
    except ProtectedError:
        raise InUse(learning_set) from None


@transaction.atomic
def appoint_adviser(
    *, learning_set: ActionLearningSet, adviser: Membership | None, by: Person, now: datetime
) -> ActionLearningSet:
    """Give the set its adviser, or None for one that facilitates itself. Raises OfAnotherCohort.

    Whoever advised it before loses it at once.
    """
    if adviser is not None:
        adviser = Membership.objects.select_for_update().get(pk=adviser.pk)
        fits = adviser.cohort_id == learning_set.cohort_id and adviser.role == SET_ADVISER and not adviser.left_at
        if not fits:
            raise OfAnotherCohort(adviser)
    learning_set, fields = change(learning_set, {"adviser": adviser})
    if fields:
        learning_set.adviser_since = now
        learning_set.save(update_fields=["adviser_since"])
        record(by, "appointed", learning_set, at=now, fields=fields)
    return learning_set


@transaction.atomic
def set_fewest(*, learning_set: ActionLearningSet, fewest: int | None, by: Person, now: datetime) -> ActionLearningSet:
    """Say with how few members the set still meets, or None for no limit."""
    learning_set, fields = change(learning_set, {"fewest": fewest})
    if fields:
        record(by, "changed", learning_set, at=now, fields=fields)
    return learning_set


@transaction.atomic
def seat(*, membership: Membership, learning_set: ActionLearningSet, by: Person, now: datetime) -> SetMembership:
    """Give a participant a seat; another one they had is closed and kept. Raises OfAnotherCohort."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    fits = membership.cohort_id == learning_set.cohort_id and membership.role == PARTICIPANT
    if not fits or membership.left_at:
        raise OfAnotherCohort(membership)
    known = SetMembership.objects.filter(membership=membership, left_at=None).first()
    if known and known.learning_set_id == learning_set.pk:
        return known
    unseat(membership=membership, by=by, now=now)
    taken = SetMembership.objects.create(learning_set=learning_set, membership=membership, joined_at=now)
    record(by, "seated", taken, at=now, fields=["learning_set"])
    return taken


@transaction.atomic
def unseat(*, membership: Membership, by: Person, now: datetime) -> None:
    """Close the seat the member has now. What was shared with that set stays with it."""
    for taken in SetMembership.objects.select_for_update().filter(membership=membership, left_at=None):
        taken.left_at = now
        taken.save(update_fields=["left_at"])
        record(by, "left", taken, at=now, fields=["left_at"])


@transaction.atomic
def arrange(
    *,
    cohort: Cohort,
    names: Mapping[ActionLearningSet, str],
    advisers: Mapping[ActionLearningSet, Membership | None],
    seats: Mapping[Membership, ActionLearningSet | None],
    by: Person,
    now: datetime,
    fewest: Mapping[ActionLearningSet, int | None] | None = None,
) -> None:
    """Names, advisers, fewest members and seats of the whole cohort, or nothing. Raises NameTaken, OfAnotherCohort."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    of_one_cohort(
        cohort, [*names, *advisers, *(fewest or ()), *seats, *(chosen for chosen in seats.values() if chosen)]
    )
    rename_all(names, by, now)
    for learning_set, adviser in advisers.items():
        appoint_adviser(learning_set=learning_set, adviser=adviser, by=by, now=now)
    for learning_set, number in (fewest or {}).items():
        set_fewest(learning_set=learning_set, fewest=number, by=by, now=now)
    for membership, chosen in seats.items():
        if chosen is None:
            unseat(membership=membership, by=by, now=now)
        else:
            seat(membership=membership, learning_set=chosen, by=by, now=now)


def rename_all(names: Mapping[ActionLearningSet, str], by: Person, now: datetime) -> None:
    """Rename in any order: names that move aside first can be swapped."""
    changed = {learning_set: name for learning_set, name in names.items() if learning_set.name != name}
    for learning_set in changed:
        ActionLearningSet.objects.filter(pk=learning_set.pk).update(name=f"#{learning_set.pk}")
    for learning_set, name in changed.items():
        rename(learning_set=learning_set, name=name, by=by, now=now)


def of_one_cohort(cohort: Cohort, rows: Iterable[ActionLearningSet | Membership]) -> None:
    strangers = [row for row in rows if row.cohort_id != cohort.pk]
    if strangers:
        raise OfAnotherCohort(strangers)
