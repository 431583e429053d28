from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cohorts.exceptions import AlreadyLeft
from cohorts.models import ActionLearningSet, Membership, Person
from cohorts.services import people, sets
from cohorts.trail import record
from workshops.models import Item, Session
from workshops.services import items, leaving
from workshops.services.items import Row

HANDED = (Membership.Role.FACILITATOR, Membership.Role.SET_ADVISER)  # what a coach knows is between two people


@transaction.atomic
def hand_over(*, place: Membership, name: str, email: str, by: Person, now: datetime) -> Membership:
    """Give what a facilitator or set adviser holds to somebody else and end their place.

    The sets they advise, and the items ahead that bear their name. Whoever has that role here already keeps theirs.
    Raises AlreadyLeft, ChangedMeanwhile where somebody edits one of the items.
    """
    place = Membership.objects.select_for_update(of=("self",)).select_related("cohort", "person").get(pk=place.pk)
    if place.left_at:
        raise AlreadyLeft(place)
    taking = place_of(place, name, email, by, now)
    for learning_set in ActionLearningSet.objects.filter(adviser=place).order_by("pk"):
        sets.appoint_adviser(learning_set=learning_set, adviser=taking, by=by, now=now)
    for session in led(place, now):
        rename_leads(session, place.person, taking.person, by, now)
    record(by, "handed over", taking, at=now)
    leaving.withdraw(place=place, by=by, now=now)
    return taking


def place_of(place: Membership, name: str, email: str, by: Person, now: datetime) -> Membership:
    """The place of that address with the same role in the cohort, made where there is none."""
    same = Membership.objects.current().filter(cohort=place.cohort_id, role=place.role)
    known = same.filter(person__in=Person.objects.with_address(email)).exclude(pk=place.pk).first()
    return known or people.add_place(cohort=place.cohort, role=place.role, name=name, email=email, by=by, now=now)


def led(place: Membership, now: datetime) -> list[Session]:
    """Sessions of the cohort still to come in which the holder of the place leads an item, if leading is their role."""
    if place.role != Membership.Role.FACILITATOR:
        return []
    ahead = Item.objects.filter(named(place.person), day__session__cohort=place.cohort_id, day__ends_at__gt=now)
    return list(Session.objects.filter(pk__in=ahead.values("day__session")).order_by("pk"))


def named(person: Person) -> Q:
    return Q(lead=person.name) | Q(lead=person.full_name)


def rename_leads(session: Session, before: Person, after: Person, by: Person, now: datetime) -> None:
    """As one change, which can be undone as any other."""
    theirs = Item.objects.filter(named(before), day__session=session, day__ends_at__gt=now)
    rows = [Row(item.pk, item.revision, {"lead": after.full_name}) for item in theirs]
    items.set_rows(session=session, rows=rows, by=by, now=now)
