from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from cohorts.models import ActionLearningSet, Membership
from workshops.models import Edition, ParallelGroup, Reply, Session, SessionDay
from workshops.sheet_data.furniture import with_agenda
from workshops.sheet_data.groups import led_by, members_of, split_items
from workshops.sheet_data.people import Answers, participants, replies
from workshops.sheet_data.sittings import Sitting, adviser_of, sets_of, sittings
from workshops.sheet_data.words import Values


def set_lists_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """Who finds which set in which room: a list for each day, one more where the rooms change, and one for each
    item that splits into other groups."""
    values, content = with_agenda(session, edition, now, large)
    everyone, answers = participants(session), replies(session)
    return values | {
        "meetings": [*of_sets(session, content, everyone, answers), *of_items(session, content, everyone, answers)],
        "none": _("There are no sets in this cohort yet."),
    }


def of_sets(session: Session, content: Values, everyone: list[Membership], answers: Answers) -> Iterator[Values]:
    sets = sets_of(session)
    seated = {seat.membership_id for one in sets for seat in one.seats.all()}
    for same in alike(sittings(session, content), sets) if sets else []:
        said = answers[same[0].day.pk]
        yield heading(same[0].day, _("Find your set"), [sitting.times for sitting in same]) | {
            "groups": [set_group(one, same[0], said) for one in sets],
            "loose": [person(place, said) for place in everyone if place.pk not in seated],
        }


def of_items(session: Session, content: Values, everyone: list[Membership], answers: Answers) -> Iterator[Values]:
    for day, line, groups in split_items(session, content):
        said, times = answers[day.pk], _("%(start)s to %(end)s") % {"start": line["starts"], "end": line["ends"]}
        placed = {place.pk for group in groups for place in members_of(group)}
        yield heading(day, _("Groups for %(item)s") % {"item": line["title"]}, [times]) | {
            "groups": [item_group(group, said) for group in groups],
            "loose": [person(place, said) for place in everyone if placed and place.pk not in placed],
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


def set_group(one: ActionLearningSet, sitting: Sitting, said: dict[int, str]) -> Values:
    return {
        "name": one.name,
        "room": sitting.room(one),
        "led": adviser_of(one),
        "people": [person(seat.membership, said) for seat in one.seats.all()],
    }


def item_group(group: ParallelGroup, said: dict[int, str]) -> Values:
    return {
        "name": group.name,
        "room": group.room.name if group.room else "",
        "led": led_by(group),
        "people": [person(place, said) for place in members_of(group)],
    }


def person(place: Membership, said: dict[int, str]) -> Values:
    return {"name": place.person.full_name, "post": place.post, "how": how(place, said)}


def how(place: Membership, said: dict[int, str]) -> str:
    """What they said about the day, where it is not simply that they come."""
    words: dict[str | None, str] = {
        Reply.Answer.ONLINE: _("online"),
        Reply.Answer.PART: _("part of the day"),
        Reply.Answer.SORRY: _("sorry, not here"),
    }
    return words.get(said.get(place.person_id), "")
