"""What every verb of an author does first: hold their place, and say who reads."""

import uuid
from typing import Any

from challenges.exceptions import KeyTaken, NotInThatSet, NotTheAuthor
from challenges.rules import writes_for
from cohorts.audience import Audience
from cohorts.models import ActionLearningSet, Membership, Person, SetMembership


def lock(place: Membership, by: Person) -> Membership:
    """Hold the author's place until the end of the transaction, so that what is sent twice is written once."""
    held = Membership.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=place.pk)
    if not writes_for(by, held):
        raise NotTheAuthor(by)
    return held


def readers_now(place: Membership, audience: str, learning_set: ActionLearningSet | None) -> dict[str, Any]:
    """The columns that say who can read. Raises NotInThatSet unless the holder sits in `learning_set` now."""
    if audience != Audience.SET:
        return {"audience": audience, "learning_set": None}
    seats = SetMembership.objects.current().select_for_update(of=("self",))
    if learning_set is None or seats.filter(membership=place, learning_set=learning_set).first() is None:
        raise NotInThatSet(place)
    return {"audience": audience, "learning_set": learning_set}


def sent_before(model, key: uuid.UUID, place: Membership):
    """What the same form made when it was first sent; None for a new key."""
    earlier = model.objects.filter(key=key).first()
    if earlier is not None and earlier.membership_id != place.pk:
        raise KeyTaken(key)
    return earlier


def assign(row, values: dict[str, Any]) -> list[str]:
    """Set the values and name the fields that became different."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed
