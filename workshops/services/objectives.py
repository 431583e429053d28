from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record_all
from workshops.exceptions import OtherSession
from workshops.models import Item, Session
from workshops.services.locking import locked, touch

Pair = tuple[int, int]  # ids of an objective and an item that serves it


@transaction.atomic
def serve(*, session: Session, tied: Iterable[Pair], untied: Iterable[Pair], by: Person, now: datetime) -> None:
    """Tie and untie objectives and items, all or nothing; what else somebody ticked meanwhile stays.

    Raises OtherSession for an objective or item that is not, or no longer, of this session.
    """
    session, tied, untied = locked(session.pk), set(tied), set(untied)
    objectives = set(session.objectives.values_list("pk", flat=True))
    items = {item.pk: item for item in Item.objects.filter(day__session=session)}
    if any(objective not in objectives or item not in items for objective, item in tied | untied):
        raise OtherSession
    changed = {item for _objective, item in tie(tied) | untie(untied)}
    for pk in changed:
        items[pk].revision += 1
    Item.objects.bulk_update([items[pk] for pk in changed], ["revision"])
    if changed:
        touch(session, now)
        record_all(by, "changed", [(items[pk], ["objectives"]) for pk in sorted(changed)], at=now)


def tie(pairs: set[Pair]) -> set[Pair]:
    """Make the ties that are not there yet; gives those."""
    ties = Item.objectives.through.objects
    new = pairs - set(ties.filter(item__in={item for _, item in pairs}).values_list("objective", "item"))
    ties.bulk_create(Item.objectives.through(objective_id=objective, item_id=item) for objective, item in sorted(new))
    return new


def untie(pairs: set[Pair]) -> set[Pair]:
    """Take away the ties that are there; gives those."""
    ties = Item.objectives.through.objects.filter(item__in={item for _, item in pairs})
    found = {tie.pk: (tie.objective_id, tie.item_id) for tie in ties if (tie.objective_id, tie.item_id) in pairs}
    Item.objectives.through.objects.filter(pk__in=found).delete()
    return set(found.values())
