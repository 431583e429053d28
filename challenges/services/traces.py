"""Making a story of what one wrote. Every verb is its author's own."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from challenges.exceptions import NotTheirs
from challenges.gathering import Found, written
from challenges.models import Trace, TracePart
from challenges.services.author import lock
from cohorts.models import Membership, Person
from cohorts.trail import record


@transaction.atomic
def choose(*, place: Membership, title: str, keys: Collection[str], by: Person, now: datetime) -> Trace:
    """Let the story consist of what `keys` name. What comes in is copied, after the rest; what goes out goes with
    whatever was changed in its copy. Raises NotTheAuthor, NotTheirs.
    """
    place = lock(place, by)
    trace = begun(place, title, by, now)
    parts = {f"{part.kind}-{part.number}": part for part in trace.parts.all()}
    found = {each.key: each for each in written(place)}
    if not set(keys) <= found.keys() | parts.keys():
        raise NotTheirs(trace)
    trace.parts.exclude(pk__in=[parts[key].pk for key in keys if key in parts]).delete()
    add(trace, [each for key, each in found.items() if key in keys and key not in parts])
    record(by, "chose", trace, at=now, fields=["title", "parts"])
    return trace


def begun(place: Membership, title: str, by: Person, now: datetime) -> Trace:
    """The place's story with this title; a new one is for nobody else to read."""
    trace = Trace.objects.filter(membership=place).first() or Trace(membership=place)
    trace.title, trace.changed_at = title, now
    trace.save()
    return trace


def add(trace: Trace, found: list[Found]) -> None:
    last = trace.parts.aggregate(last=Max("position"))["last"] or 0
    TracePart.objects.bulk_create(
        TracePart(
            trace=trace,
            position=position,
            kind=each.kind,
            number=each.number,
            on=each.on,
            heading=each.heading,
            text=each.text,
            picture=each.picture,
        )
        for position, each in enumerate(found, last + 1)
    )


@transaction.atomic
def edit(*, part: TracePart, heading: str, text: str, by: Person, now: datetime) -> None:
    """Change the copy; what it was copied from stays as it was. Raises NotTheAuthor, NotTheirs."""
    current = held(part, by)
    current.heading, current.text = heading, text
    current.save(update_fields=["heading", "text"])
    changed(current.trace, by, now)


@transaction.atomic
def move(*, part: TracePart, down: bool, by: Person, now: datetime) -> None:
    """One place up or down; at the end it stays. Raises NotTheAuthor, NotTheirs."""
    current = held(part, by)
    line = list(current.trace.parts.all())
    here = line.index(current)
    there = here + (1 if down else -1)
    if not 0 <= there < len(line):
        return
    line.insert(there, line.pop(here))
    for position, each in enumerate(line, 1):
        each.position = position
    TracePart.objects.bulk_update(line, ["position"])
    changed(current.trace, by, now)


def held(part: TracePart, by: Person) -> TracePart:
    """The part as it is now, its author's place held."""
    lock(part.trace.membership, by)
    current = TracePart.objects.select_related("trace").filter(pk=part.pk).first()
    if current is None:
        raise NotTheirs(part)
    return current


def changed(trace: Trace, by: Person, now: datetime) -> None:
    trace.changed_at = now
    trace.save(update_fields=["changed_at"])
    record(by, "changed", trace, at=now, fields=["parts"])
