"""What is done about a gap that a speaker left. Each closes it in the draft; nobody is told, nothing is published."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.changing import change
from cohorts.models import Person
from cohorts.trail import record
from workshops.editions import agenda_days
from workshops.exceptions import NoGap, NotReady
from workshops.gaps import Gap, gaps_of
from workshops.models import Item, Session, Speaker
from workshops.services import items
from workshops.services.locking import locked, touch
from workshops.services.speakers import tie


@transaction.atomic
def step_in(*, speaker: Speaker, item: int, reserve: int, by: Person, now: datetime) -> Speaker:
    """The one in reserve takes every item that the speaker left and they stand ready for, and is asked anew.

    Raises NoGap when it was closed meanwhile, NotReady when they do not stand ready for `item` any more.
    """
    session = locked(speaker.session_id)
    left = [gap for gap in open_gaps(session) if gap.speaker == speaker]
    gap = the_one(left, speaker, item)
    ready = next((other for other in gap.reserves if other.pk == reserve), None)
    if ready is None:
        raise NotReady
    taken = [other.item for other in left if ready in other.reserves]
    asked = {"asked": ready.asked or gap.speaker.asked, "status": Speaker.Status.ASKED}
    ready, changed = change(ready, asked | {"answered_at": None, "taken_by": None, "why": ""})
    tie(ready, taken)
    record(by, "stepped in", ready, at=now, fields=[*changed, "items"])
    let_go(session, speaker, taken, by, now)
    return ready


@transaction.atomic
def keep(*, speaker: Speaker, item: int, by: Person, now: datetime) -> Item:
    """The item stays as long as it is, without them."""
    session = locked(speaker.session_id)
    gap = the_one(open_gaps(session), speaker, item)
    let_go(session, speaker, [gap.item], by, now)
    return gap.item


@transaction.atomic
def shorten(*, speaker: Speaker, item: int, by: Person, now: datetime) -> Item:
    """The others on it keep their minutes; it is shorter by the speaker's share."""
    session = locked(speaker.session_id)
    gap = the_one(open_gaps(session), speaker, item)
    if not gap.share:
        raise NoGap
    resize(gap.item, {"minutes": gap.item.minutes - gap.share}, by, now)
    let_go(session, speaker, [gap.item], by, now)
    return gap.item


@transaction.atomic
def give_on(*, speaker: Speaker, item: int, by: Person, now: datetime) -> Item:
    """A neighbour takes the time, and the item goes; the rest of the day stands still. Gives the neighbour."""
    gap = alone(speaker, item)
    if gap.neighbour is None:
        raise NoGap
    taker = gap.neighbour.item
    takes: dict[str, Any] = {"minutes": gap.neighbour.minutes}
    if taker.position > gap.item.position:
        takes["pinned_minute"] = gap.item.pinned_minute
    resize(taker, takes, by, now)
    items.delete(item=gap.item, by=by, now=now)
    return taker


@transaction.atomic
def drop(*, speaker: Speaker, item: int, by: Person, now: datetime) -> None:
    """The item goes, and what follows starts earlier."""
    items.delete(item=alone(speaker, item).item, by=by, now=now)


def open_gaps(session: Session) -> list[Gap]:
    return gaps_of(agenda_days(session), list(session.speakers.prefetch_related("items")))


def the_one(gaps: list[Gap], speaker: Speaker, item: int) -> Gap:
    found = next((gap for gap in gaps if gap.speaker == speaker and gap.item.pk == item), None)
    if found is None:
        raise NoGap
    return found


def alone(speaker: Speaker, item: int) -> Gap:
    """The gap, under the session's lock, where nobody else speaks: the item may go as a whole."""
    gap = the_one(open_gaps(locked(speaker.session_id)), speaker, item)
    if gap.others:
        raise NoGap
    return gap


def resize(item: Item, fields: dict[str, Any], by: Person, now: datetime) -> None:
    changed = items.write(item, fields)
    item.revision += 1
    item.save(update_fields=["revision"])
    record(by, "changed", item, at=now, fields=changed)


def let_go(session: Session, speaker: Speaker, left: list[Item], by: Person, now: datetime) -> None:
    """Take the speaker off the items they left: from now on there is no gap."""
    tie(speaker, [item for item in speaker.items.all() if item not in left])
    touch(session, now)
    record(by, "closed gap", speaker, at=now, fields=["items"])
