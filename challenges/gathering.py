"""What a story can be made of: everything that somebody wrote in one place, in the order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from challenges.models import Challenge, Commitment, Entry, Reflection, TracePart
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

    @property
    def key(self) -> str:
        return f"{self.kind.value}-{self.number}"


def written(place: Membership) -> list[Found]:
    """The challenge, entries, reflections and commitments of `place`, the earliest first."""
    zone = place.cohort.tz
    found = [*challenges(place), *entries(place), *reflections(place), *commitments(place)]
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
