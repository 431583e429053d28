"""What a story can be made of: everything that somebody wrote in one place, in the order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from challenges.canvassing import answered, shown_as
from challenges.copied import copy_of, in_words
from challenges.mapping import Pictured, people_of
from challenges.models import Challenge, Commitment, Entry, FilledCanvas, Map, Reflection, TracePart
from cohorts.models import Membership

Kind = TracePart.Kind


@dataclass
class Found:
    """One thing that was written, as it would stand in the story."""

    kind: Kind
    number: int
    at: datetime
    on: date
    heading: str
    text: str
    picture: list[dict[str, Any]] | None = None

    @property
    def key(self) -> str:
        return f"{self.kind.value}-{self.number}"


def written(place: Membership) -> list[Found]:
    """Everything that was written in `place`, the earliest first."""
    zone = place.cohort.tz
    found = [*challenges(place), *entries(place), *reflections(place), *commitments(place)]
    found += [*maps(place), *filled(place)]
    found.sort(key=lambda each: each[2])
    return [Found(kind, row, at, at.astimezone(zone).date(), *said) for kind, row, at, *said in found]


def challenges(place: Membership) -> Iterable[tuple]:
    for row in Challenge.objects.filter(membership=place):
        yield Kind.CHALLENGE, row.pk, row.created_at, row.title, row.statement


def entries(place: Membership) -> Iterable[tuple]:
    """Those with words; how it was going is their heading."""
    for row in Entry.objects.filter(membership=place):
        if text := "\n".join(filter(None, (row.tried, row.happened, row.next, row.taught))):
            yield Kind.ENTRY, row.pk, row.at, row.get_mood_display(), text


def reflections(place: Membership) -> Iterable[tuple]:
    for row in Reflection.objects.filter(membership=place).select_related("question"):
        yield Kind.REFLECTION, row.pk, row.at, row.question.text, row.text


def commitments(place: Membership) -> Iterable[tuple]:
    """What was promised, and below it what became of that."""
    for row in Commitment.objects.filter(membership=place):
        became = ""
        if row.closed_at:
            became = row.get_state_display() + (f": {row.outcome}" if row.outcome else "")
        text = f"{row.text}\n{became}".strip()
        yield Kind.COMMITMENT, row.pk, row.made_at, _("I said I would"), text


def maps(place: Membership) -> Iterable[tuple]:
    """Every version with somebody on it, as it is now."""
    for row in Map.objects.filter(membership=place).prefetch_related("stakeholders__influences"):
        if people := people_of(row):
            text = in_words(Pictured(row, people))
            yield Kind.MAP, row.pk, row.began_at, _("Who can say yes or no"), text, copy_of(people)


def filled(place: Membership) -> Iterable[tuple]:
    """Every version of a canvas with words on it: the title of each box, and what was written there."""
    for row in FilledCanvas.objects.filter(membership=place):
        boxes = [f"{box.title}\n{words}" for box, words in answered(row) if words]
        if boxes:
            yield Kind.CANVAS, row.pk, row.began_at, str(shown_as(row).title), "\n\n".join(boxes)
