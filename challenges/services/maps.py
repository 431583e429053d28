"""The map of those who can say yes or no: versions, and who stands on the newest."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from challenges.exceptions import MapIsFull, NotOnThatMap, NotTheNewest, TakenOff
from challenges.models import Challenge, Map, Stakeholder
from challenges.services.author import assign, lock, readers_now, sent_before
from cohorts.models import ActionLearningSet, Person
from cohorts.trail import record

MOST = 24  # on one map: more cannot be read
COPIED = ("number", "name", "says", "stands", "cares_about", "stands_to_lose", "key")


@transaction.atomic
def start_map(
    *,
    challenge: Challenge,
    audience: str,
    learning_set: ActionLearningSet | None,
    key: uuid.UUID,
    by: Person,
    now: datetime,
) -> Map:
    """A new version that begins as a copy of the last one; the first is empty.

    The same `key` again gives the first one back. Raises KeyTaken, NotTheAuthor, NotInThatSet.
    """
    place = lock(challenge.membership, by)
    if earlier := sent_before(Map, key, place):
        return earlier
    readers = readers_now(place, audience, learning_set)
    last = newest(challenge)
    made = Map.objects.create(challenge=challenge, membership=place, began_at=now, changed_at=now, key=key, **readers)
    if last:
        copy(last, made)
    record(by, "mapped", made, at=now, fields=["audience"])
    return made


def newest(challenge: Challenge) -> Map | None:
    return Map.objects.filter(challenge=challenge).first()


def copy(last: Map, made: Map) -> None:
    """Everybody on the last version, with whom they influence, to the new one."""
    before = list(last.stakeholders.prefetch_related("influences"))
    after = [Stakeholder(map=made, **{name: getattr(one, name) for name in COPIED}) for one in before]
    Stakeholder.objects.bulk_create(after)
    by_key = {one.key: one for one in made.stakeholders.all()}
    arrows = Stakeholder.influences.through
    arrows.objects.bulk_create(
        arrows(from_stakeholder=by_key[one.key], to_stakeholder=by_key[other.key])
        for one in before
        for other in one.influences.all()
    )


@transaction.atomic
def add_stakeholder(
    *,
    on: Map,
    words: dict[str, str],
    influences: Iterable[Stakeholder],
    key: uuid.UUID,
    by: Person,
    now: datetime,
) -> Stakeholder:
    """Put somebody on the newest version. The same `key` again gives the first one back.

    Raises NotTheNewest, MapIsFull, NotOnThatMap, NotTheAuthor.
    """
    held = hold(on, by)
    if earlier := held.stakeholders.filter(key=key).first():
        return earlier
    numbers = list(held.stakeholders.values_list("number", flat=True))
    if len(numbers) >= MOST:
        raise MapIsFull(on)
    made = Stakeholder.objects.create(map=held, number=max(numbers, default=0) + 1, key=key, **words)
    point(made, influences)
    changed(held, by, now, ["stakeholders"])
    return made


@transaction.atomic
def change_stakeholder(
    *, stakeholder: Stakeholder, words: dict[str, str], influences: Iterable[Stakeholder], by: Person, now: datetime
) -> Stakeholder:
    """Say something else of somebody on the newest version.

    Raises TakenOff, NotTheNewest, NotOnThatMap, NotTheAuthor.
    """
    held = hold(stakeholder.map, by)
    row = Stakeholder.objects.filter(pk=stakeholder.pk).first()
    if row is None:
        raise TakenOff(stakeholder)
    fields = assign(row, words)
    if fields:
        row.save(update_fields=fields)
    if point(row, influences):
        fields.append("influences")
    if fields:
        changed(held, by, now, ["stakeholders"])
    return row


@transaction.atomic
def remove_stakeholder(*, stakeholder: Stakeholder, by: Person, now: datetime) -> None:
    """Take somebody off the newest version; those after them move up a number. Raises NotTheNewest, NotTheAuthor."""
    held = hold(stakeholder.map, by)
    Stakeholder.objects.filter(pk=stakeholder.pk).delete()
    left = list(held.stakeholders.all())
    for number, one in enumerate(left, 1):
        one.number = number
    Stakeholder.objects.bulk_update(left, ["number"])
    changed(held, by, now, ["stakeholders"])


def hold(on: Map, by: Person) -> Map:
    """The map, held with its author's place until the end of the transaction."""
    lock(on.membership, by)
    held = Map.objects.select_for_update(of=("self",)).get(pk=on.pk)
    if held != newest(held.challenge):
        raise NotTheNewest(on)
    return held


def point(one: Stakeholder, influences: Iterable[Stakeholder]) -> bool:
    """Say whom they influence; whether that is new."""
    others = {other.pk for other in influences}
    if others != set(Stakeholder.objects.filter(map=one.map_id, pk__in=others - {one.pk}).values_list("pk", flat=True)):
        raise NotOnThatMap(one)
    if others == set(one.influences.values_list("pk", flat=True)):
        return False
    one.influences.set(others)
    return True


def changed(held: Map, by: Person, now: datetime, fields: list[str]) -> None:
    held.changed_at = now
    held.save(update_fields=["changed_at"])
    record(by, "changed", held, at=now, fields=fields)
