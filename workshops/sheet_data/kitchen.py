from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.editions import freeze
from workshops.models import Edition, Item, Reply, Session
from workshops.sheet_data.days import items_by_day, particulars, to_be_held
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.needs import Expected, diets, everyone, in_the_room
from workshops.sheet_data.people import guests_by_day, replies, speakers_on
from workshops.sheet_data.words import Values


def kitchen_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """How many eat when, and how many of each diet. Counts alone: no name."""
    people, answers = everyone(session), replies(session)
    items = items_by_day(edition.content if edition else freeze(session))
    speakers, guests = list(session.speakers.prefetch_related("items")), guests_by_day(session)
    return furniture(session, edition, now, large) | {
        "days": [
            particulars(day)
            | kitchen_day(
                items.get(day.pk, []), people, answers[day.pk], len(speakers_on(day, speakers)), len(guests[day.pk])
            )
            for day in to_be_held(session)
        ]
    }


def kitchen_day(items: list[Values], people: Expected, answers: dict[int, str], speaking: int, visiting: int) -> Values:
    eating = in_the_room(people, answers)
    part = sum(answers.get(place.person_id) == Reply.Answer.PART for place in eating)
    count = len(eating) + speaking + visiting
    return {
        "meals": [meal(item, count) for item in items if item["kind"] in Item.QUIET],
        "note": _("Whoever comes for part of the day is counted at every meal.") if part else "",
        "expected": expected_words(count, part, speaking, visiting),
        "diets": [{"diet": diet, "count": str(number)} for diet, number in diets(eating)],
        "rest": str(count - sum(number for _diet, number in diets(eating))),
    }


def meal(item: Values, count: int) -> Values:
    return {"starts": item["starts"], "title": item["title"], "room": item["room"], "count": str(count)}


def expected_words(count: int, part: int, speaking: int, visiting: int) -> str:
    """How many are in the room, with what makes the number less than certain."""
    words = ngettext("%(n)s person in the room", "%(n)s people in the room", count) % {"n": count}
    if part:
        words += _(", %(n)s of them for part of the day") % {"n": part}
    if speaking:
        words += ngettext(", %(n)s of them a speaker", ", %(n)s of them speakers", speaking) % {"n": speaking}
    if visiting:
        words += ngettext(", %(n)s of them a guest", ", %(n)s of them guests", visiting) % {"n": visiting}
    return words
