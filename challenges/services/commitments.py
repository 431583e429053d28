"""What somebody says they will do, and what becomes of it. Every verb is theirs whose it is."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from challenges.exceptions import AlreadySaid, DueInThePast, NotInThatSet
from challenges.holding import place_of
from challenges.models import Challenge, Commitment, Holder
from challenges.services.author import lock, readers_now, sent_before
from cohorts.audience import Audience
from cohorts.models import ActionLearningSet, Membership, Person
from cohorts.trail import record
from workshops.models import Session


@transaction.atomic
def add_commitment(
    *,
    challenge: Challenge,
    text: str,
    due_on: date | None,
    audience: str,
    learning_set: ActionLearningSet | None,
    key: uuid.UUID,
    by: Person,
    now: datetime,
) -> Commitment:
    """Promise an action by `due_on`, or by the next meeting where that is None.

    The same `key` again gives the first one back. Raises KeyTaken, NotTheAuthor, NotInThatSet, DueInThePast.
    """
    place = lock(challenge.membership, by)
    if earlier := sent_before(Commitment, key, place):
        return earlier
    readers = readers_now(place, audience, learning_set)
    return promised(
        place=place, challenge=challenge, text=text, due_on=due_on, key=key, readers=readers, by=by, now=now
    )


@transaction.atomic
def say_how_it_went(
    *, commitment: Commitment, state: str, outcome: str, by: Person, now: datetime, carried_to: date | None = None
) -> Commitment:
    """Close a commitment, for all whose it is; carried, it opens again for `carried_to`.

    Raises AlreadySaid, NotTheAuthor, DueInThePast.
    """
    place = lock(place_of(commitment, by), by)
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("challenge", "membership__cohort", "learning_set")
        .get(pk=commitment.pk)
    )
    if commitment.state != Commitment.State.OPEN:
        raise AlreadySaid(commitment)
    commitment.state, commitment.outcome, commitment.closed_at = state, outcome, now
    commitment.save(update_fields=["state", "outcome", "closed_at"])
    record(by, "closed", commitment, at=now, fields=["state", "outcome"])
    if state == Commitment.State.CARRIED:
        carry(commitment, place, carried_to, by, now)
    return commitment


def carry(commitment: Commitment, place: Membership, due_on: date | None, by: Person, now: datetime) -> None:
    """The same promise again, for the same readers and with the same holders; `place` is whose holder carries it.

    It stays its author's, or becomes the carrier's where the author has left. An author who has left the set it was
    made in carries it for themselves alone.
    """
    author = commitment.membership
    place, readers = author_now(commitment, place)
    challenge = commitment.challenge if place == author else Challenge.objects.filter(membership=place).first()
    made = promised(
        place=place,
        challenge=challenge,
        text=commitment.text,
        due_on=due_on,
        key=uuid.uuid5(commitment.key, "carried"),
        readers=readers,
        by=by,
        now=now,
    )
    still = commitment.holders.standing().said_yes().exclude(membership=place)
    rows = [Holder(commitment=made, membership_id=one.membership_id, asked_at=now, yes_at=now) for one in still]
    Holder.objects.bulk_create(rows)


def author_now(commitment: Commitment, carrier: Membership) -> tuple[Membership, dict[str, Any]]:
    """From which place it is promised again, and its readers."""
    author, readers = commitment.membership, (commitment.audience, commitment.learning_set)
    if author.left_at is None:
        try:
            return author, readers_now(author, *readers)
        except NotInThatSet:
            if carrier == author:
                return author, readers_now(author, Audience.ONLY_ME, None)
    return carrier, readers_now(carrier, *readers)


def promised(
    *,
    place: Membership,
    challenge: Challenge | None,
    text: str,
    due_on: date | None,
    key: uuid.UUID,
    readers,
    by,
    now,
    session: Session | None = None,
) -> Commitment:
    if due_on and due_on < now.astimezone(place.cohort.tz).date():
        raise DueInThePast(due_on)
    made = Commitment.objects.create(
        challenge=challenge,
        membership=place,
        session=session,
        text=text,
        due_on=due_on,
        made_at=now,
        key=key,
        **readers,
    )
    record(by, "promised", made, at=now, fields=["text", "due_on", "audience"])
    return made
