"""Who presents when: the order is drawn, arranged and gone through, one after another."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cohorts.models import Person
from cohorts.trail import record
from workshops.drawing import drawn
from workshops.exceptions import Gone
from workshops.expected import expected
from workshops.models import Item, Presentations, Presenter
from workshops.services.locking import locked


@transaction.atomic
def draw(*, item: Item, seconds: int, by: Person, now: datetime) -> Presentations:
    """Draw the order of the people expected; once begun, of those still to come. Again draws another order."""
    session = locked(item.day.session_id)
    if not Item.objects.filter(pk=item.pk).exists():
        raise Gone
    found, _new = Presentations.objects.get_or_create(item=item, defaults={"session": session})
    found.seconds, found.draws = seconds, found.draws + 1
    here, had = set(expected(item.day).values_list("pk", flat=True)), done(found)
    rest = found.presenters.exclude(pk__in=[each.pk for each in had])
    out = set(rest.filter(is_out=True).values_list("membership", flat=True))
    rest.delete()
    lots = drawn(here - {each.membership_id for each in had}, item.pk, found.draws)
    Presenter.objects.bulk_create(
        Presenter(presentations=found, membership_id=pk, position=position, is_out=pk in out)
        for position, pk in enumerate(lots, len(had) + 1)
    )
    save(found, by, now, "drew", "seconds", "draws")
    return found


def done(found: Presentations) -> list[Presenter]:
    return past(found, list(found.presenters.all()))


def past(found: Presentations, line: list[Presenter]) -> list[Presenter]:
    """Those of the line who had their turn, and whoever is on."""
    if found.ended_at:
        return line
    return line[: [each.pk for each in line].index(found.on_id) + 1] if found.on_id else []


@transaction.atomic
def pace(*, found: Presentations, seconds: int, by: Person, now: datetime) -> None:
    """How long each has, from whoever is on."""
    found = current(found)
    found.seconds = seconds
    save(found, by, now, "changed", "seconds")


@transaction.atomic
def turn(*, found: Presentations, revision: int, forward: bool, by: Person, now: datetime) -> bool:
    """The next one is on, or the one before; their time begins now. False when somebody turned it meanwhile."""
    found = current(found)
    if found.revision != revision:
        return False
    go(found, found.presenters.filter(is_out=False), forward, now)
    save(found, by, now, "turned", "on", "began_at", "ended_at")
    return True


def go(found: Presentations, line: QuerySet[Presenter], forward: bool, now: datetime) -> None:
    if found.on:
        before, after = line.filter(position__lt=found.on.position), line.filter(position__gt=found.on.position)
    else:
        before, after = (line, line.none()) if found.ended_at else (line.none(), line)
    found.on = after.first() if forward else before.last()
    found.began_at = now if found.on else None
    found.ended_at = (found.ended_at or now) if forward and found.on is None and line else None


@transaction.atomic
def move(*, presenter: Presenter, down: bool, by: Person, now: datetime) -> None:
    """One place earlier or later among those still to come."""
    found = current(presenter.presentations)
    rest = coming(found)
    here = next((n for n, each in enumerate(rest) if each.pk == presenter.pk), None)
    there = None if here is None else here + (1 if down else -1)
    if here is None or there is None or not 0 <= there < len(rest):
        return
    rest.insert(there, rest.pop(here))
    renumber([*done(found), *rest])
    save(found, by, now, "ordered")


@transaction.atomic
def later(*, presenter: Presenter, by: Person, now: datetime) -> None:
    """Skip them: they come last. Whoever is on makes way for the next."""
    found = current(presenter.presentations)
    line = list(found.presenters.all())
    mine = next((each for each in line if each.pk == presenter.pk), None)
    if mine is None or found.ended_at or (mine in done(found) and mine.pk != found.on_id):
        return
    make_way(found, mine, now)
    renumber([*[each for each in line if each.pk != mine.pk], mine])
    if found.on_id is None and found.ended_at:
        found.on, found.began_at, found.ended_at = mine, now, None
    save(found, by, now, "ordered", "on", "began_at", "ended_at")


@transaction.atomic
def stay_out(*, presenter: Presenter, out: bool, by: Person, now: datetime) -> None:
    """Not today, or after all."""
    found = current(presenter.presentations)
    mine = found.presenters.filter(pk=presenter.pk).first()
    if mine is None or mine.is_out == out:
        return
    if out:
        make_way(found, mine, now)
    mine.is_out = out
    mine.save(update_fields=["is_out"])
    save(found, by, now, "ordered", "on", "began_at", "ended_at")


def make_way(found: Presentations, mine: Presenter, now: datetime) -> None:
    if found.on_id == mine.pk:
        go(found, found.presenters.filter(is_out=False), forward=True, now=now)


def coming(found: Presentations) -> list[Presenter]:
    return list(found.presenters.all())[len(done(found)) :]


def renumber(line: list[Presenter]) -> None:
    for position, each in enumerate(line, 1):
        each.position = position
    Presenter.objects.bulk_update(line, ["position"])


def current(found: Presentations) -> Presentations:
    """As it is now, held until the transaction ends."""
    locked(found.session_id)
    return Presentations.objects.select_related("on").get(pk=found.pk)


def save(found: Presentations, by: Person, now: datetime, verb: str, *fields: str) -> None:
    found.revision += 1
    found.save(update_fields=["revision", *fields])
    record(by, verb, found, at=now, fields=fields)
