"""What a participant does with what they write. Every verb is the author's own."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from challenges.exceptions import AlreadySaid, AlreadyWritten, DueInThePast, KeyTaken, NotInThatSet, NotTheAuthor
from challenges.holding import place_of
from challenges.models import Challenge, Commitment, Entry, Holder
from challenges.rules import writes_for
from cohorts.audience import Audience
from cohorts.models import ActionLearningSet, Membership, Person, SetMembership, Shared
from cohorts.trail import record
from workshops.models import Session


@transaction.atomic
def write_challenge(
    *,
    place: Membership,
    words: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    by,
    now: datetime,
) -> Challenge:
    """Write the challenge of `place`. Raises AlreadyWritten, NotTheAuthor, NotInThatSet."""
    place = lock(place, by)
    if Challenge.objects.filter(membership=place).exists():
        raise AlreadyWritten(place)
    readers = readers_now(place, audience, learning_set)
    challenge = Challenge.objects.create(membership=place, created_at=now, changed_at=now, **readers, **words)
    record(by, "wrote", challenge, at=now, fields=[*words, "audience"])
    return challenge


@transaction.atomic
def change_challenge(
    *,
    challenge: Challenge,
    words: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    by,
    now: datetime,
) -> Challenge:
    """Change what it says and who can read it, at once. Raises NotTheAuthor, NotInThatSet."""
    place = lock(challenge.membership, by)
    challenge = Challenge.objects.select_for_update().get(pk=challenge.pk)
    changed = assign(challenge, words | readers_now(place, audience, learning_set))
    if changed:
        challenge.changed_at = now
        challenge.save(update_fields=[*changed, "changed_at"])
        record(by, "changed", challenge, at=now, fields=changed)
    return challenge


@transaction.atomic
def share(*, thing: Shared, audience: str, learning_set: ActionLearningSet | None, by: Person, now: datetime) -> None:
    """Choose again who can read a challenge, an entry or a commitment. Raises NotTheAuthor, NotInThatSet."""
    place = lock(thing.membership, by)
    row = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    changed = assign(row, readers_now(place, audience, learning_set))
    if changed:
        row.save(update_fields=changed)
        record(by, "shared", row, at=now, fields=changed)


@transaction.atomic
def add_entry(
    *,
    challenge: Challenge,
    words: dict[str, str],
    audience: str,
    learning_set: ActionLearningSet | None,
    key: uuid.UUID,
    by: Person,
    now: datetime,
    promise: dict[str, Any] | None = None,
) -> Entry:
    """Add a progress entry, and with `promise` (text, due_on) a commitment for the same readers.

    The same `key` again gives the first entry back. Raises KeyTaken, NotTheAuthor, NotInThatSet, DueInThePast.
    """
    place = lock(challenge.membership, by)
    if earlier := sent_before(Entry, key, place):
        return earlier
    readers = readers_now(place, audience, learning_set)
    entry = Entry.objects.create(challenge=challenge, membership=place, at=now, key=key, **readers, **words)
    record(by, "added", entry, at=now, fields=[*(name for name, text in words.items() if text), "audience"])
    if promise:
        second = uuid.uuid5(key, "commitment")
        promised(place=place, challenge=challenge, key=second, readers=readers, by=by, now=now, **promise)
    return entry


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
