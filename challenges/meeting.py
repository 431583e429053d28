"""What stands in a set room for one reader: whose turn it is, and what was promised. A constant number of queries."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from challenges.models import Commitment, Turn
from challenges.offering import members
from challenges.rotation import in_turn
from cohorts.audience import Audience
from cohorts.models import Membership
from cohorts.viewer import Viewer
from workshops.models import SessionDay

LATELY = timedelta(hours=12)  # before the meeting: what was said then of a commitment was said for it


@dataclass
class Waiting:
    """A member: how often they have presented before, and whether they would like to today, or do."""

    place: Membership
    times: int
    bids: bool
    presents: bool
    is_reader: bool


def line(day: SessionDay, viewer: Viewer) -> list[Waiting]:
    """The members of the set, first whose turn it is."""
    places = {place.pk: place for place in members(day.session.learning_set) if place.pk != adviser(day)}
    turns = Turn.objects.filter(day__session__learning_set=day.session.learning_set_id)
    rows = list(turns.values_list("membership", "day", "day__date", "state"))
    had = [(who, on) for who, of, on, state in rows if state == Turn.State.HAD and of != day.pk]
    today = {who: state for who, of, _, state in rows if of == day.pk}
    return [
        Waiting(
            places[pk],
            times=sum(who == pk for who, _ in had),
            bids=today.get(pk) == Turn.State.BID,
            presents=today.get(pk) == Turn.State.HAD,
            is_reader=places[pk].person_id == viewer.person.pk,
        )
        for pk in in_turn(list(places), had)
    ]


def adviser(day: SessionDay) -> int | None:
    return day.session.learning_set.adviser_id


def promises(day: SessionDay, viewer: Viewer) -> tuple[list[Commitment], list[Commitment]]:
    """What the set promised before this meeting and is open, or was told of for it; and what it promised in it."""
    learning_set = day.session.learning_set
    places = [place.pk for place in members(learning_set)]
    shared = Q(audience=Audience.SET, learning_set=learning_set) | Q(audience=Audience.COHORT)
    found: QuerySet[Commitment] = Commitment.objects.visible_to(viewer).filter(shared, membership__in=places)
    fresh = Q(state=Commitment.State.OPEN) | Q(closed_at__gte=day.starts_at - LATELY)
    rows = list(found.filter(fresh | Q(session=day.session_id)).select_related("membership__person"))
    rows.sort(key=lambda row: (row.membership.person.sort_key, row.pk))
    made = [row for row in rows if row.session_id == day.session_id]
    return [row for row in rows if row not in made], made
