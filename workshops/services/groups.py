"""Parallel groups of an item: made by set, by organisation or mixed, arranged by hand, made anew, removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.changing import change
from cohorts.models import ActionLearningSet, Person
from cohorts.trail import record
from workshops import dealing
from workshops.exceptions import NothingToSplit, OtherSession
from workshops.expected import expected, invited
from workshops.models import DraftChange, Item, ParallelGroup, Session
from workshops.services.locking import locked_item, touch
from workshops.services.undo import keep

SET, ORGANISATION, MIXED = Item.Split.SET, Item.Split.ORGANISATION, Item.Split.MIXED
LONGEST_NAME = 80
Verb = DraftChange.Verb


@dataclass(frozen=True)
class Plan:
    """A group to be made. Of the groups there are, the one with the same `key` keeps its name, room and lead."""

    key: Any
    name: str
    members: tuple[int, ...] = ()
    lead: str = ""
    learning_set: ActionLearningSet | None = None


@transaction.atomic
def split(*, item: Item, revision: int, way: str, count: int | None = None, by: Person, now: datetime) -> Item:
    """Make the item's groups of those expected now; again the same way keeps rooms and leads.

    `count` is how many groups; by set it does not matter. Raises NothingToSplit, ChangedMeanwhile.
    """
    session, item = locked_item(item, revision)
    plans = plan(item, way, count)
    if not plans:
        raise NothingToSplit
    with keep(session=session, verb=Verb.SPLIT, what=item.title, by=by, now=now):
        before = known(item) if item.split == way else {}
        kept = [lay(item, position, wanted, before.get(wanted.key)) for position, wanted in enumerate(plans, 1)]
        item.groups.exclude(pk__in=kept).delete()
        item.split = way
        revised(session, item, "split", by, now)
    return item


@transaction.atomic
def arrange(
    *,
    item: Item,
    revision: int,
    groups: Mapping[int, Mapping[str, Any]],
    seats: Mapping[int, int | None],
    by: Person,
    now: datetime,
) -> Item:
    """Names, rooms and leads of the `groups`, by id, and the group of each membership in `seats`, all or nothing.

    Raises OtherSession for a group, person or room that is not of this item, its session or its programme.
    """
    session, item = locked_item(item, revision)
    own = {group.pk: group for group in item.groups.all()}
    rooms = [fields["room"] for fields in groups.values() if fields.get("room")]
    strangers = {*groups, *(pk for pk in seats.values() if pk)} - set(own)
    if strangers or any(room.venue.programme_id != session.cohort.programme_id for room in rooms):
        raise OtherSession
    if seats and (item.split == SET or not set(seats) <= set(invited(session).values_list("pk", flat=True))):
        raise OtherSession
    with keep(session=session, verb=Verb.ARRANGED, what=item.title, by=by, now=now):
        for pk, fields in groups.items():
            change(own[pk], fields)
        seat(item, seats)
        revised(session, item, "arranged", by, now)
    return item


@transaction.atomic
def remove(*, item: Item, revision: int, by: Person, now: datetime) -> Item:
    """The item runs in one room again."""
    session, item = locked_item(item, revision)
    with keep(session=session, verb=Verb.JOINED, what=item.title, by=by, now=now):
        item.groups.all().delete()
        item.split = ""
        revised(session, item, "joined", by, now)
    return item


def plan(item: Item, way: str, count: int | None) -> list[Plan]:
    if way == SET:
        return [of_set(learning_set) for learning_set in sets_of(item)]
    guests = [
        dealing.Guest(place.pk, str(place.organisation or ""))
        for place in expected(item.day).select_related("organisation").order_by("person__sort_key", "pk")
    ]
    if way == ORGANISATION:
        dealt = dealing.by_organisation(guests, count, _("Others"))
        return [Plan(name[:LONGEST_NAME], name[:LONGEST_NAME], tuple(members)) for name, members in dealt]
    hands = dealing.mixed(guests, min(count or 1, len(guests))) if guests else []
    return [Plan(n, _("Group %(n)s") % {"n": n}, tuple(members)) for n, members in enumerate(hands, 1)]


def sets_of(item: Item) -> list[ActionLearningSet]:
    """The sets an item can be split into: all of the cohort's, or the one whose meeting it is."""
    session = item.day.session
    sets = ActionLearningSet.objects.filter(cohort=session.cohort_id).select_related("adviser__person")
    return list(sets.filter(pk=session.learning_set_id) if session.learning_set_id else sets)


def of_set(learning_set: ActionLearningSet) -> Plan:
    adviser = learning_set.adviser
    lead = adviser.person.full_name[:120] if adviser and not adviser.left_at else ""
    return Plan(learning_set.pk, learning_set.name, lead=lead, learning_set=learning_set)


def key(group: ParallelGroup) -> Any:
    if group.item.split == SET:
        return group.learning_set_id
    return group.name if group.item.split == ORGANISATION else group.position


def known(item: Item) -> dict[Any, list[ParallelGroup]]:
    """The groups there are, by key; several where long names begin alike, or somebody gave two the same one."""
    found: dict[Any, list[ParallelGroup]] = {}
    for group in item.groups.all():
        found.setdefault(key(group), []).append(group)
    return found


def lay(item: Item, position: int, wanted: Plan, same: list[ParallelGroup] | None) -> int:
    """Make the group, or keep the next of the `same` with its name, room and lead; its id."""
    made = ParallelGroup(item=item, name=wanted.name, lead=wanted.lead, learning_set=wanted.learning_set)
    group = same.pop(0) if same else made
    group.position = position
    group.save()
    group.members.set(wanted.members)
    return group.pk


def seat(item: Item, seats: Mapping[int, int | None]) -> None:
    """Put each membership into its group and out of any other."""
    places = ParallelGroup.members.through.objects
    places.filter(parallelgroup__item=item, membership__in=seats).delete()
    places.bulk_create(
        ParallelGroup.members.through(parallelgroup_id=group, membership_id=pk) for pk, group in seats.items() if group
    )


def revised(session: Session, item: Item, verb: str, by: Person, now: datetime) -> None:
    item.revision += 1
    item.save(update_fields=["split", "revision"])
    touch(session, now)
    record(by, verb, item, at=now, fields=["groups"])
