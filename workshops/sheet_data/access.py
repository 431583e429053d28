from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from cohorts.models import Membership, Room, SetMembership
from workshops.editions import agenda_days
from workshops.models import Edition, ParallelGroup, Reply, Session, SessionDay
from workshops.sheet_data.days import particulars
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.needs import Expected, everyone, told
from workshops.sheet_data.people import replies
from workshops.sheet_data.words import Values, joined


def access_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """Who needs what in which room. The rooms are those of the draft: where people are going to be."""
    people, answers = [place for place in everyone(session) if told(place, "access")], replies(session)
    sets = sets_of(people)
    groups = groups_by_item(session)
    return furniture(session, edition, now, large) | {
        "days": [
            particulars(day) | access_day(day, expected_on(people, answers[day.pk]), answers[day.pk], sets, groups)
            for day in agenda_days(session)
        ]
    }


def expected_on(people: Iterable[Membership], answers: dict[int, str]) -> Expected:
    """Those who have not said sorry; online too, for words on a screen are a need of access."""
    return [place for place in people if answers.get(place.person_id) != Reply.Answer.SORRY]


def sets_of(people: Iterable[Membership]) -> dict[int, int]:
    """The set that each sits in now, by the id of the place."""
    seats = SetMembership.objects.current().filter(membership__in=[place.pk for place in people])
    return dict(seats.values_list("membership", "learning_set"))


def groups_by_item(session: Session) -> dict[int, list[ParallelGroup]]:
    found: dict[int, list[ParallelGroup]] = {}
    for group in ParallelGroup.objects.filter(item__day__session=session).select_related("room"):
        found.setdefault(group.item_id, []).append(group)
    return found


def access_day(
    day: SessionDay,
    people: Expected,
    answers: dict[int, str],
    sets: dict[int, int],
    groups: dict[int, list[ParallelGroup]],
) -> Values:
    return {
        "people": [
            {
                "name": place.person.full_name,
                "need": told(place, "access"),
                "rooms": [_("Online")] if is_online(place, answers) else rooms_of(day, sets.get(place.pk), groups),
            }
            for place in people
        ]
    }


def is_online(place: Membership, answers: dict[int, str]) -> bool:
    return answers.get(place.person_id) == Reply.Answer.ONLINE


def rooms_of(day: SessionDay, own_set: int | None, groups: dict[int, list[ParallelGroup]]) -> list[str]:
    """The rooms somebody is in on a day, each once: the day's, those of items, and of the groups they can be in."""
    rooms = [day.room]
    for item in day.items.all():
        rooms += [item.room, *(group.room for group in theirs(groups.get(item.pk, []), own_set))]
    return list(dict.fromkeys(room_in_words(room) for room in rooms if room))


def theirs(groups: list[ParallelGroup], own_set: int | None) -> list[ParallelGroup]:
    """Their set's group where there is one; otherwise any of them may be theirs."""
    return [group for group in groups if own_set and group.learning_set_id == own_set] or groups


def room_in_words(room: Room) -> str:
    way = _("step-free") if room.step_free else _("no step-free way noted")
    return f"{room}: " + joined(way, _("hearing loop") if room.hearing_loop else "")
