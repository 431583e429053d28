"""How a participant rates themselves, at the start and at the end: theirs alone, or for the coach they have now."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from challenges.models import Assessment
from challenges.services.coaching import must_be_as_seen, must_write_for
from cohorts.models import CoachingPair, Membership, Person
from cohorts.trail import record


@transaction.atomic
def assess(
    *,
    place: Membership,
    moment: str,
    ratings: Mapping[str, int],
    strengths: str,
    needs: str,
    share: bool,
    seen: str,
    by: Person,
    now: datetime,
) -> Assessment:
    """Rate oneself at that moment, instead of what one said before; `share` with the coach one has now.

    The same again changes nothing. `seen` is the `stamp` of what was changed, empty where there was none.
    Raises NotTheAuthor, ChangedMeanwhile.
    """
    place = locked_place(place)
    must_write_for(place, by)
    reader = pair_of(place) if share else None
    said = {"ratings": dict(ratings), "strengths": strengths, "needs": needs}
    found = Assessment.objects.filter(membership=place, moment=moment).first()
    found = found or Assessment(membership=place, moment=moment)
    columns = {**said, "shared_with": reader}
    if found.pk and all(getattr(found, name) == value for name, value in columns.items()):
        return found
    must_be_as_seen(found, seen)
    for name, value in (columns | {"changed_at": now}).items():
        setattr(found, name, value)
    found.save()
    record(by, "assessed", found, at=now, fields=[*said, "shared_with"])
    return found


@transaction.atomic
def share_assessment(*, assessment: Assessment, share: bool, by: Person, now: datetime) -> None:
    """Let the coach one has now read it, or no longer; at once. Raises NotTheAuthor."""
    place = locked_place(assessment.membership)
    must_write_for(place, by)
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    reader = pair_of(place) if share else None
    if row.shared_with != reader:
        row.shared_with = reader
        row.save(update_fields=["shared_with"])
        record(by, "shared" if reader else "kept", row, at=now, fields=["shared_with"])


def locked_place(place: Membership) -> Membership:
    return Membership.objects.select_for_update().get(pk=place.pk)


def pair_of(place: Membership) -> CoachingPair | None:
    """The pair in which the participant is coached now."""
    return CoachingPair.objects.going().filter(coachee=place).first()
