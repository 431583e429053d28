"""What a set has agreed, and who has said yes to it so far."""

from dataclasses import dataclass

from challenges.models import Agreement
from challenges.offering import members
from cohorts.models import ActionLearningSet, Membership, Person


@dataclass
class Agreed:
    """The rules as they stand, who said yes to exactly them, whose yes is missing, and whether the reader's is."""

    agreement: Agreement
    yes: list[Membership]
    missing: list[Membership]
    asks_reader: bool

    @property
    def is_whole(self) -> bool:
        return not self.missing


def agreed(learning_set: ActionLearningSet, reader: Person) -> Agreed | None:
    """None where nothing is written yet."""
    latest = learning_set.agreements.select_related("by__person").first()
    if latest is None:
        return None
    said = set(latest.assents.values_list("membership", flat=True))
    places = list(members(learning_set))
    missing = [place for place in places if place.pk not in said]
    return Agreed(
        latest,
        yes=[place for place in places if place.pk in said],
        missing=missing,
        asks_reader=any(place.person_id == reader.pk for place in missing),
    )
