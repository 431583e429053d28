"""What a new time would put in two places at once: a room, and people who belong to two cohorts."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q

from cohorts.models import Membership
from workshops.models import SessionDay

GOING = [Membership.Role.PARTICIPANT, Membership.Role.FACILITATOR]


@dataclass(frozen=True)
class Elsewhere:
    """People who are in another cohort's session: by name where the reader may know that they belong there."""

    names: tuple[str, ...]
    unnamed: int


def at_that_time(days: list[SessionDay]) -> list[SessionDay]:
    """Standing days in the rooms of `days`, or of whole cohorts, that overlap with any of them."""
    if not days:
        return []
    span = {"starts_at__lt": max(day.ends_at for day in days), "ends_at__gt": min(day.starts_at for day in days)}
    rooms = {day.room_id for day in days if day.room_id}
    there = Q(room__in=rooms) | Q(session__learning_set=None, session__coaching_pair=None)
    return list(SessionDay.objects.standing().filter(there, **span).select_related("session", "room"))


def overlapping(day: SessionDay, others: Iterable[SessionDay]) -> list[SessionDay]:
    return [o for o in others if o.pk != day.pk and o.starts_at < day.ends_at and o.ends_at > day.starts_at]


def places(days: Iterable[SessionDay], others: Iterable[SessionDay]) -> list[Membership]:
    """Who takes part in or facilitates the cohorts of all of them, now."""
    cohorts = {day.session.cohort_id for day in chain(days, others)}
    found = Membership.objects.current().filter(cohort__in=cohorts, role__in=GOING, person__is_active=True)
    return list(found.select_related("person").order_by("person__name", "pk"))


def elsewhere(day: SessionDay, others: list[SessionDay], going: list[Membership], known: set[int]) -> Elsewhere | None:
    """Whoever goes to `day` and to a session of another cohort at that time. `known`: places the reader may see."""
    if not day.session.is_whole_cohort:
        return None
    ours = day.session.cohort_id
    cohorts = {other.session.cohort_id for other in others if other.session.is_whole_cohort} - {ours}
    here = {place.person_id for place in going if place.cohort_id == ours}
    twice = [place for place in going if place.cohort_id in cohorts and place.person_id in here]
    names = {place.person_id: str(place.person) for place in twice if place.pk in known}
    unnamed = {place.person_id for place in twice} - set(names)
    return Elsewhere(tuple(names.values()), len(unnamed)) if twice else None
