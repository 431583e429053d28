from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from cohorts.models import Membership
from workshops.models import Edition, Reply, Session
from workshops.sheet_data.days import to_be_held
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.needs import Expected, everyone, in_the_room, told
from workshops.sheet_data.nights import Night, nights
from workshops.sheet_data.people import Answers, replies
from workshops.sheet_data.words import Values, joined


def rooming_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """Who stays each night, with what to know for their bedroom and room to write which it is."""
    people, answers, days = everyone(session), replies(session), to_be_held(session)
    return furniture(session, edition, now, large) | {
        "nights": [one_night(night, people, answers, said_of(night)) for night in nights(session, days)],
    }


def said_of(night: Night) -> dict[int, bool]:
    """Whether they stay it, of the people (by id) who said so."""
    said = Reply.objects.filter(day=night.before).exclude(stays=None)
    return dict(said.values_list("person", "stays"))


def one_night(night: Night, people: Expected, answers: Answers, said: dict[int, bool]) -> Values:
    """Whoever said so stays, though away on one of the days; of the others, those there on both days around it."""
    there = in_the_room(in_the_room(people, answers[night.before.pk]), answers[night.after.pk])
    usual = {place.pk for place in there}
    staying = [place for place in people if said.get(place.person_id, place.pk in usual)]
    words = {"from": date_format(night.before.date, "l j F"), "to": date_format(night.after.date, "l j F Y")}
    return {
        "title": _("Night of %(from)s to %(to)s") % words,
        "place": str(night.before.venue or ""),
        "people": [sleeper(place, night, answers) for place in staying],
        "count": str(len(staying)),
    }


def sleeper(place: Membership, night: Night, answers: Answers) -> Values:
    role = "" if place.role == Membership.Role.PARTICIPANT else place.get_role_display()
    return {
        "name": place.person.full_name,
        "post": joined(role, place.organisation),
        "know": [line for line in (told(place, "access"), *partly(place, night, answers)) if line],
    }


def partly(place: Membership, night: Night, answers: Answers) -> list[str]:
    """The days around the night of which they said they come for a part: ask whether they stay."""
    days = [day for day in night if answers[day.pk].get(place.person_id) == Reply.Answer.PART]
    return [_("There for part of %(day)s: ask") % {"day": date_format(day.date, "l")} for day in days]
