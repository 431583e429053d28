"""Everyone in the room, with what to call them: what badges and table cards are made of."""

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from cohorts.models import Membership, Person, SetMembership
from cohorts.text import HONORIFICS, sort_key
from workshops.models import Guest, Reply, Session, SessionDay, Speaker
from workshops.sheet_data.days import to_be_held
from workshops.sheet_data.people import hosts, participants, replies, speaks_on
from workshops.sheet_data.words import joined

NOT_IN_THE_ROOM = {Reply.Answer.SORRY, Reply.Answer.ONLINE}


class Attendee(NamedTuple):
    """Somebody with a badge. `role` is the set of a participant, and what anybody else is here."""

    key: str
    call: str
    name: str
    post: str
    role: str


def company(session: Session) -> list[Attendee]:
    """Participants expected in the room on any day, facilitators, set advisers, speakers and guests, by surname."""
    days = to_be_held(session)
    places = [*in_the_room(session, days), *hosts(session)]
    others = [*speakers(session, days), *guests(days)]
    return sorted([*cohort_people(session, places), *others], key=attrgetter("key"))


def in_the_room(session: Session, days: list[SessionDay]) -> list[Membership]:
    """Participants who come in person on one day at least."""
    answers = replies(session)
    return [
        place
        for place in participants(session)
        if any(answers[day.pk].get(place.person_id) not in NOT_IN_THE_ROOM for day in days)
    ]


def cohort_people(session: Session, places: Iterable[Membership]) -> list[Attendee]:
    """One guest for each person, however many places they hold."""
    seats = SetMembership.objects.current().filter(membership__cohort=session.cohort_id)
    sets = dict(seats.values_list("membership", "learning_set__name"))
    held = defaultdict(list)
    for place in places:
        held[place.person].append(place)
    return [person_here(person, theirs, sets) for person, theirs in held.items()]


def person_here(person: Person, places: list[Membership], sets: dict[int, str]) -> Attendee:
    posts = [place.post for place in places if place.post]
    roles = [sets.get(place.pk, "") if is_participant(place) else place.get_role_display() for place in places]
    return Attendee(person.sort_key, person.first_name, person.full_name, "".join(posts[:1]), joined(*roles))


def is_participant(place: Membership) -> bool:
    return place.role == Membership.Role.PARTICIPANT


def speakers(session: Session, days: list[SessionDay]) -> list[Attendee]:
    """Speakers who are on, on any of `days`."""
    return [
        Attendee(sort_key(guest.name), called(guest.name), guest.name, post(guest), _("Speaker"))
        for guest in session.speakers.prefetch_related("items")
        if any(speaks_on(day, guest) for day in days)
    ]


def guests(days: list[SessionDay]) -> list[Attendee]:
    """Each guest of any of `days` once."""
    named = sorted(set(Guest.objects.filter(day__in=days).values_list("name", "organisation")))
    return [Attendee(sort_key(name), called(name), name, post, _("Guest")) for name, post in named]


def called(name: str) -> str:
    """The first name, without what stands before it: Ruth, of Cllr Ruth Amery."""
    words = name.split()
    return next((word for word in words if word.casefold().rstrip(".") not in HONORIFICS), name)


def post(guest: Speaker) -> str:
    return joined(guest.role, guest.organisation)


def spare(count: int, *, least: int, a_page: int) -> int:
    """How many blank pieces follow `count` of them: `least`, and as many as fill the last page."""
    return least + -(count + least) % a_page
