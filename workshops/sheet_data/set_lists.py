from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from cohorts.models import ActionLearningSet, Membership
from workshops.models import Edition, ParallelGroup, Session, SessionDay
from workshops.sheet_data.furniture import with_agenda
from workshops.sheet_data.groups import led_by, members_of, split_items
from workshops.sheet_data.people import participants
from workshops.sheet_data.sittings import Sitting, adviser_of, sets_of, sittings
from workshops.sheet_data.words import Values


def set_lists_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """Who finds which set in which room: a list for each day, one more where the rooms change, and one for each
    item that splits into other groups."""
    values, content = with_agenda(session, edition, now, large)
    everyone = participants(session)
    return values | {
        "meetings": [*of_sets(session, content, everyone), *of_items(session, content, everyone)],
        "none": _("There are no sets in this cohort yet."),
    }


def of_sets(session: Session, content: Values, everyone: list[Membership]) -> Iterator[Values]:
    sets = sets_of(session)
    seated = {seat.membership_id for one in sets for seat in one.seats.all()}
    for same in alike(sittings(session, content), sets) if sets else []:
        yield heading(same[0].day, _("Find your set"), [sitting.times for sitting in same]) | {
            "groups": [set_group(one, same[0]) for one in sets],
            "loose": [person(place) for place in everyone if place.pk not in seated],
        }


def of_items(session: Session, content: Values, everyone: list[Membership]) -> Iterator[Values]:
    for day, line, groups in split_items(session, content):
        times = _("%(start)s to %(end)s") % {"start": line["starts"], "end": line["ends"]}
        placed = {place.pk for group in groups for place in members_of(group)}
        yield heading(day, _("Groups for %(item)s") % {"item": line["title"]}, [times]) | {
            "groups": [item_group(group) for group in groups],
            "loose": [person(place) for place in everyone if placed and place.pk not in placed],
        }


def heading(day: SessionDay, title: str, times: Iterable[str]) -> Values:
    when = ", ".join(filter(None, times))
    return {"date": date_format(day.date, "l j F Y"), "title": title, "times": when}


def alike(found: Iterable[Sitting], sets: list[ActionLearningSet]) -> list[list[Sitting]]:
    """Sittings of one day with every set in the same room, together."""
    together = defaultdict(list)
    for sitting in found:
        together[sitting.day.pk, *(sitting.room(one) for one in sets)].append(sitting)
    return list(together.values())


def set_group(one: ActionLearningSet, sitting: Sitting) -> Values:
    return {
        "name": one.name,
        "room": sitting.room(one),
        "led": adviser_of(one),
        "people": [person(seat.membership) for seat in one.seats.all()],
    }


def item_group(group: ParallelGroup) -> Values:
    return {
        "name": group.name,
        "room": group.room.name if group.room else "",
        "led": led_by(group),
        "people": [person(place) for place in members_of(group)],
    }


def person(place: Membership) -> Values:
    """Name and post. What they replied is for their own set and the office, and a wall is read by all."""
    return {"name": place.person.full_name, "post": place.post}
