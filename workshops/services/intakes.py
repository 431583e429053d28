"""The sessions of one intake as drafts of the next: at a constant number of queries, however many they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Person
from cohorts.services.copying import Places
from cohorts.trail import record_all
from workshops.library import ITEM_COLUMNS, SESSION_COLUMNS
from workshops.models import Item, Material, Objective, ParallelGroup, Session, SessionDay
from workshops.services.copying import SAME
from workshops.wall_time import utc

BY_COUNT = {Item.Split.MIXED, Item.Split.ORGANISATION}  # groups by set wait for the sets of the new cohort


def sessions_to_copy(cohort: Cohort) -> list[Session]:
    """Those of the whole cohort with a day that stands, by first day; each with its `standing` days and all in them."""
    standing = SessionDay.objects.standing().prefetch_related("items__objectives", "items__groups")
    days = Prefetch("days", queryset=standing, to_attr="standing")
    found = cohort.sessions.filter(learning_set=None, coaching_pair=None).standing().in_order()
    return list(found.prefetch_related("objectives", "materials", days))


def with_sessions(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Those of `cohorts` that have sessions to copy."""
    whole = Session.objects.filter(cohort=OuterRef("pk"), learning_set=None, coaching_pair=None)
    return cohorts.filter(Exists(whole.standing()))


@transaction.atomic
def copy_sessions(
    *,
    sessions: Sequence[Session],
    to: Cohort,
    dates: Mapping[int, date],
    leads: bool,
    places: Places,
    by: Person,
    now: datetime,
) -> dict[Session, list[SessionDay]]:
    """Drafts in `to` of `sessions` (as sessions_to_copy gives them), each with its days; nobody is told.

    `dates` has the first day of each by its id; further days keep their distance, and all keep the hour on the wall.
    Speakers, replies, editions and online links stay behind; leads come along only when asked.
    """
    copies = {each.pk: session_of(each, to, dates[each.pk], now) for each in sessions}
    Session.objects.bulk_create(copies.values())
    objectives = copy_objectives(sessions, copies)
    days = copy_days(sessions, copies, dates, places)
    items = copy_items(days, objectives, places, leads=leads)
    copy_groups(items, places, leads=leads)
    copy_materials(sessions, copies, items, by, now)
    fields = [*SESSION_COLUMNS, "objectives", "agenda"]
    record_all(by, "copied", [(each, fields) for each in copies.values()], at=now)
    return {each: [new for old, new in days if old.session_id == each.pk] for each in sessions}


def session_of(session: Session, to: Cohort, first: date, now: datetime) -> Session:
    fields = {name: getattr(session, name) for name in SESSION_COLUMNS}
    reply_by = session.reply_by and session.reply_by + (first - session.standing[0].date)
    return Session(cohort=to, changed_at=now, reply_by=reply_by, **fields)


def copy_objectives(sessions: Iterable[Session], copies: Mapping[int, Session]) -> dict[int, Objective]:
    """The new objectives by the ids of the old."""
    pairs = [
        (old.pk, Objective(session=copies[each.pk], position=old.position, text=old.text))
        for each in sessions
        for old in each.objectives.all()
    ]
    Objective.objects.bulk_create(new for _old, new in pairs)
    return dict(pairs)


def copy_days(
    sessions: Iterable[Session], copies: Mapping[int, Session], dates: Mapping[int, date], places: Places
) -> list[tuple[SessionDay, SessionDay]]:
    """Each standing day and its copy. An online link opened one meeting, so it does not come along."""
    pairs = [
        (day, day_of(day, copies[each.pk], dates[each.pk] + (day.date - each.standing[0].date), places))
        for each in sessions
        for day in each.standing
    ]
    SessionDay.objects.bulk_create(new for _old, new in pairs)
    return pairs


def day_of(day: SessionDay, session: Session, on: date, places: Places) -> SessionDay:
    """A day at the same hours on the wall; the instants are worked out here, because many rows skip `save`."""
    zone = session.cohort.zone
    return SessionDay(
        session=session,
        date=on,
        opens=day.opens,
        closes=day.closes,
        zone=zone,
        starts_at=utc(on, day.opens, zone),
        ends_at=utc(on, day.closes, zone),
        venue_id=places.venue(day.venue_id),
        room_id=places.room(day.room_id),
    )


def copy_items(
    days: Iterable[tuple[SessionDay, SessionDay]], objectives: Mapping[int, Objective], places: Places, *, leads: bool
) -> list[tuple[Item, Item]]:
    """Each item and its copy, which serves the copies of its objectives."""
    pairs = [(item, item_of(item, new, places, leads=leads)) for old, new in days for item in old.items.all()]
    Item.objects.bulk_create(new for _old, new in pairs)
    serves = Item.objectives.through
    serves.objects.bulk_create(
        serves(item=new, objective=objectives[each.pk])
        for old, new in pairs
        for each in old.objectives.all()
        if each.pk in objectives
    )
    return pairs


def item_of(item: Item, day: SessionDay, places: Places, *, leads: bool) -> Item:
    columns: dict[str, Any] = {field.name: getattr(item, field.name) for field in ITEM_COLUMNS}
    return Item(
        day=day,
        position=item.position,
        room_id=places.room(item.room_id),
        lead=item.lead if leads else "",
        split=Item.Split.MIXED if item.split in BY_COUNT else "",
        **columns,
    )


def copy_groups(items: Iterable[tuple[Item, Item]], places: Places, *, leads: bool) -> None:
    """As many groups with their rooms, nobody in them: to be dealt once there are people."""
    ParallelGroup.objects.bulk_create(
        ParallelGroup(
            item=new,
            position=number,
            name=group.name if old.split == Item.Split.MIXED else _("Group %(n)s") % {"n": number},
            room_id=places.room(group.room_id),
            lead=group.lead if leads else "",
        )
        for old, new in items
        if old.split in BY_COUNT
        for number, group in enumerate(old.groups.all(), 1)
    )


def copy_materials(
    sessions: Iterable[Session],
    copies: Mapping[int, Session],
    items: Iterable[tuple[Item, Item]],
    by: Person,
    now: datetime,
) -> None:
    """The files and links of the items; the copies share the bytes."""
    moved = {old.pk: new.pk for old, new in items}
    Material.objects.bulk_create(
        Material(
            session=copies[each.pk],
            item_id=moved[one.item_id],
            by=by,
            at=now,
            **{name: getattr(one, name) for name in SAME},
        )
        for each in sessions
        for one in each.materials.all()
        if one.item_id in moved
    )
