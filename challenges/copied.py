"""A map as a story keeps it: a copy of those on it, to be drawn like the map that it was copied from."""

from typing import Any

from django.utils.translation import gettext as _

from challenges.mapping import Pictured
from challenges.models import Map, Stakeholder, Trace, TracePart

FACTS = ("number", "name", "says", "stands", "cares_about", "stands_to_lose")


def copy_of(people: list[Stakeholder]) -> list[dict[str, Any]]:
    """The people of a map as plain values; `influences` are numbers."""
    return [
        {fact: getattr(one, fact) for fact in FACTS} | {"influences": [other.number for other in one.influences.all()]}
        for one in people
    ]


def in_words(of: Pictured) -> str:
    """How many there are, for whoever does not see the drawing."""
    counted = {"yes": of.deciding, "others": of.influencing}
    return _("Can say yes or no: %(yes)s. Can influence them: %(others)s.") % counted


def parts_of(trace: Trace) -> list[TracePart]:
    """The parts of a story in order; each with `pictured`: its map, or None."""
    parts = list(trace.parts.all())
    for part in parts:
        part.pictured = pictured(part) if part.picture else None  # type: ignore[attr-defined]
    return parts


def pictured(part: TracePart) -> Pictured:
    """The copied map, of rows that are not kept: nothing here is asked of the database."""
    people = {row["number"]: stakeholder(part, row) for row in part.picture}
    for row in part.picture:
        influenced = [people[number] for number in row["influences"]]
        people[row["number"]]._prefetched_objects_cache = {"influences": influenced}  # type: ignore[attr-defined]
    return Pictured(Map(pk=part.pk, began_at=part.on), list(people.values()))


def stakeholder(part: TracePart, row: dict[str, Any]) -> Stakeholder:
    """Its number on the page is unlike that of anybody on another map of the story."""
    return Stakeholder(pk=part.pk * 1000 + row["number"], **{fact: row[fact] for fact in FACTS})
