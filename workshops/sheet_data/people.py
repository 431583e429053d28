"""Who is expected on a day, and what they have said: read once for a session, never a telephone, a diet or a need."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import Membership
from workshops.expected import invited
from workshops.models import Guest, Reply, Session, SessionDay, Speaker
from workshops.sheet_data.words import Values, joined

Answers = dict[int, dict[int, str]]  # day -> person -> answer


def participants(session: Session) -> list[Membership]:
    """Those the session is for, by surname."""
    return list(invited(session).select_related("person", "organisation"))


def replies(session: Session) -> Answers:
    """What each person answered for each day; nothing for whoever has not."""
    answers: Answers = defaultdict(dict)
    for day, person, answer in Reply.objects.filter(day__session=session).values_list("day", "person", "answer"):
        answers[day][person] = answer
    return answers


def expecting(people: list[Membership], answers: dict[int, str]) -> list[Membership]:
    """Those who have not said sorry, from rows already read (as workshops.expected.expected)."""
    return [person for person in people if answers.get(person.person_id) != Reply.Answer.SORRY]


def headcount(people: list[Membership], answers: dict[int, str]) -> str:
    """How many people are expected, and how many of them online or for part of the day."""
    coming = expecting(people, answers)
    said = Counter(answers.get(person.person_id) for person in coming)
    words = ngettext("%(count)s person expected", "%(count)s people expected", len(coming)) % {"count": len(coming)}
    if online := said[Reply.Answer.ONLINE]:
        words += _(", %(count)s of them online") % {"count": online}
    if part := said[Reply.Answer.PART]:
        words += _(", %(count)s for part of the day") % {"count": part}
    return words


def hosts(session: Session) -> QuerySet[Membership]:
    """Facilitators and set advisers of the cohort; of a set's meeting its adviser, of coaching the coach."""
    roles = (Membership.Role.FACILITATOR, Membership.Role.SET_ADVISER)
    places = session.cohort.memberships.current().filter(role__in=roles)
    if session.learning_set:
        places = Membership.objects.current().filter(pk=session.learning_set.adviser_id)
    if session.coaching_pair:
        places = Membership.objects.current().filter(pk=session.coaching_pair.coach_id)
    return places.select_related("person", "organisation")


def staff(session: Session) -> list[Values]:
    """The hosts by name, each with all that they are."""
    posts = defaultdict(list)
    for host in hosts(session):
        posts[host.person].append(host.get_role_display())
    return [{"name": person.full_name, "post": joined(*roles)} for person, roles in posts.items()]


def guests_by_day(session: Session) -> dict[int, list[Values]]:
    """The guests of each day."""
    found: dict[int, list[Values]] = defaultdict(list)
    for guest in Guest.objects.filter(day__session=session):
        found[guest.day_id].append({"name": guest.name, "post": joined(_("Guest"), guest.organisation)})
    return found


def speakers_on(day: SessionDay, guests: Iterable[Speaker]) -> list[Values]:
    """Those who speak on `day`."""
    return [
        {"name": guest.name, "post": joined(_("Speaker"), guest.role, guest.organisation)}
        for guest in guests
        if speaks_on(day, guest)
    ]


def speaks_on(day: SessionDay, guest: Speaker) -> bool:
    """Whether the speaker has an item on `day`, or none at all; the withdrawn and the reserve never speak."""
    items = guest.items.all()
    return guest.is_on and (not items or day.pk in {item.day_id for item in items})
