"""A commitment made together: its author asks, whoever is asked says yes or no."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from challenges.exceptions import AlreadySaid, NotInThatSet
from challenges.holding import may_be_asked
from challenges.models import Commitment, Holder
from challenges.services.author import lock
from cohorts.models import Membership, Person
from cohorts.trail import record


@transaction.atomic
def ask(*, commitment: Commitment, places: Collection[int], by: Person, now: datetime) -> None:
    """Let those with whom it is to be made be exactly `places` (ids). Who is new is asked; who is left out is out.

    Raises NotTheAuthor, AlreadySaid, NotInThatSet where one of them does not sit beside the author and read it.
    """
    lock(commitment.membership, by)
    held = still_open(commitment)
    if not set(places) <= {place.pk for place in may_be_asked(held)}:
        raise NotInThatSet(commitment)
    Holder.objects.filter(commitment=held).exclude(membership__in=places).delete()
    rows = [Holder(commitment=held, membership_id=place, asked_at=now) for place in sorted(places)]
    Holder.objects.bulk_create(rows, ignore_conflicts=True)
    record(by, "asked", held, at=now, fields=["holders"])


@transaction.atomic
def answer(*, commitment: Commitment, place: Membership, yes: bool, by: Person, now: datetime) -> bool:
    """Say yes, or no: also later, as long as it is open. False where nobody asks any more. Raises AlreadySaid."""
    lock(place, by)
    held = still_open(commitment)
    asked = Holder.objects.standing().filter(commitment=held, membership=place).first()
    if asked is None:
        return False
    if yes:
        asked.yes_at = asked.yes_at or now
        asked.save(update_fields=["yes_at"])
    else:
        asked.delete()
    record(by, "joined" if yes else "stepped out", held, at=now)
    return True


def still_open(commitment: Commitment) -> Commitment:
    """The commitment, held until the end of the transaction."""
    held = Commitment.objects.select_for_update(of=("self",)).select_related("membership").get(pk=commitment.pk)
    if held.state != Commitment.State.OPEN:
        raise AlreadySaid(held)
    return held


@transaction.atomic
def hand_on(place: Membership) -> None:
    """Leave what the holder of `place` promised together with others to those: to the first who said yes."""
    shared = Holder.objects.standing().said_yes().filter(commitment__membership=place).exclude(membership=place)
    for holder in shared.order_by("commitment", "yes_at", "pk"):
        if Commitment.objects.filter(pk=holder.commitment_id, membership=place).update(
            membership=holder.membership, challenge=None
        ):
            holder.delete()
