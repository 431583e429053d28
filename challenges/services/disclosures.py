"""Opening one thing that somebody wrote: a coordinator and the safeguarding lead, each for themselves."""

import uuid
from datetime import datetime

from django.db import transaction

from challenges.exceptions import KeyTaken, NoLongerAsked, NoSuchThing, NotTheSecond
from challenges.models import Disclosure, Entry, SetNote
from challenges.references import meant
from cohorts.models import Membership, Person, Programme, ProgrammeRole
from cohorts.trail import record

THINGS: dict[str, type[Entry] | type[SetNote]] = {Disclosure.Kind.ENTRY: Entry, Disclosure.Kind.NOTE: SetNote}
PARTS = {ProgrammeRole.Role.COORDINATOR, ProgrammeRole.Role.SAFEGUARDING}


@transaction.atomic
def ask(*, reference: str, reason: str, untold: str, key: uuid.UUID, by: Person, now: datetime) -> Disclosure:
    """Ask for what `reference` names to be opened. The same `key` again is the same asking.

    `untold`, where it is not empty, says why telling the author now would put somebody at risk.
    Raises NoSuchThing, NotTheSecond for its author, KeyTaken.
    """
    place, (kind, number) = found(reference, by)
    if place.person_id == by.pk:
        raise NotTheSecond(by)
    if earlier := Disclosure.objects.filter(key=key).first():
        return same(earlier, kind, number, by)
    said = {"reason": reason, "untold": untold, "asked_by": by, "asked_at": now, "key": key}
    made = Disclosure.objects.create(cohort=place.cohort, kind=kind, number=number, author=place.person, **said)
    record(by, "asked to open", made, at=now, fields=["reason", *(["untold"] if untold else [])])
    return made


def found(reference: str, by: Person) -> tuple[Membership, tuple[str, int]]:
    """Whose it is, in a programme that `by` answers for, and what."""
    names = meant(reference)
    thing = names and THINGS[names[0]].objects.filter(pk=names[1]).first()
    if not names or thing is None or not parts(by, thing.membership.cohort.programme):
        raise NoSuchThing(reference)
    return thing.membership, names


def parts(person: Person, programme: Programme) -> set[str]:
    """Which of the two parts somebody has in a programme now."""
    roles = ProgrammeRole.objects.filter(programme=programme, person=person, role__in=PARTS, person__is_active=True)
    return set(roles.values_list("role", flat=True))


def same(earlier: Disclosure, kind: str, number: int, by: Person) -> Disclosure:
    if (earlier.kind, earlier.number, earlier.asked_by_id) != (kind, number, by.pk):
        raise KeyTaken(earlier.key)
    return earlier


def make_two(disclosure: Disclosure, by: Person) -> bool:
    """Whether `by` and whoever asked are a coordinator and the safeguarding lead now, and two people."""
    programme = disclosure.cohort.programme
    first, second = parts(disclosure.asked_by, programme), parts(by, programme)
    strangers = by.pk not in {disclosure.asked_by_id, disclosure.author_id}
    return strangers and bool(first and second) and first | second == PARTS


@transaction.atomic
def agree(*, disclosure: Disclosure, by: Person, now: datetime) -> Disclosure:
    """Be the second: the thing is open to the two for a day, and its author told unless that is unsafe.

    Raises NotTheSecond, NoLongerAsked.
    """
    held = lock(disclosure)
    if not make_two(held, by):
        raise NotTheSecond(by)
    if not held.waits(now):
        raise NoLongerAsked(held)
    held.agreed_by, held.agreed_at, held.told_at = by, now, None if held.untold else now
    held.save(update_fields=["agreed_by", "agreed_at", "told_at"])
    record(by, "agreed to open", held, at=now, fields=["told_at"] if held.told_at else [])
    return held


@transaction.atomic
def withdraw(*, disclosure: Disclosure, by: Person, now: datetime) -> Disclosure:
    """Take back what one asked, before the second has agreed. Raises NotTheSecond, NoLongerAsked."""
    held = lock(disclosure)
    if held.asked_by_id != by.pk:
        raise NotTheSecond(by)
    if held.agreed_at or held.withdrawn_at:
        raise NoLongerAsked(held)
    held.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
    record(by, "withdrew", held, at=now)
    return held


@transaction.atomic
def read(*, disclosure: Disclosure, by: Person, now: datetime) -> Entry | SetNote | None:
    """What was opened, for one of the two while it is open; None where it has been deleted. Each reading is recorded.

    Raises NotTheSecond for anybody else, NoLongerAsked once it is closed.
    """
    held = lock(disclosure)
    if by.pk not in {held.asked_by_id, held.agreed_by_id} or not parts(by, held.cohort.programme):
        raise NotTheSecond(by)
    if not held.is_open(now):
        raise NoLongerAsked(held)
    record(by, "read", held, at=now)
    return THINGS[held.kind].objects.filter(pk=held.number, membership__person=held.author_id).first()


@transaction.atomic
def tell(*, disclosure: Disclosure, by: Person, now: datetime) -> Disclosure:
    """Let the author know that it was opened, now that it is safe; twice is once.

    Raises NotTheSecond, NoLongerAsked.
    """
    held = lock(disclosure)
    if not parts(by, held.cohort.programme) or by.pk == held.author_id:
        raise NotTheSecond(by)
    if held.agreed_at is None:
        raise NoLongerAsked(held)
    if held.told_at is None:
        held.told_at = now
        held.save(update_fields=["told_at"])
        record(by, "told the author of", held, at=now, fields=["told_at"])
    return held


def lock(disclosure: Disclosure) -> Disclosure:
    """The row as it is now, held until the end of the transaction: two who press at once press one after the other."""
    rows = Disclosure.objects.select_for_update(of=("self",)).select_related("cohort__programme", "asked_by")
    return rows.get(pk=disclosure.pk)
