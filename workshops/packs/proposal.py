"""How many of each sheet a day needs."""

from collections.abc import Iterable

from cohorts.models import Membership
from workshops.models import Session
from workshops.sheet_data.days import to_be_held
from workshops.sheet_data.people import expecting, participants, replies
from workshops.sheet_list import Kind


def proposed(session: Session, kinds: Iterable[Kind]) -> dict[str, int]:
    """Copies by the name of the sheet: one, or one for each facilitator or person expected. None for the office."""
    counts = {"none": 0, "one": 1, "facilitator": facilitators(session), "person": most_expected(session)}
    return {kind.name: counts[kind.copies] if kind.place == "room" else 0 for kind in kinds}


def facilitators(session: Session) -> int:
    """Those of the cohort, at least one: somebody runs it."""
    return max(1, session.cohort.memberships.current().filter(role=Membership.Role.FACILITATOR).count())


def most_expected(session: Session) -> int:
    """The people expected on the fullest day, at least one."""
    people, answers = participants(session), replies(session)
    return max(1, *(len(expecting(people, answers[day.pk])) for day in to_be_held(session)))
