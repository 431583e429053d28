"""What stands in a set room for one reader: whose turn it is, and what was promised. A constant number of queries."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from challenges.models import Commitment, Turn
from challenges.offering import members
from challenges.rotation import in_turn
from cohorts.audience import Audience
from cohorts.models import Membership
from cohorts.viewer import Viewer
from workshops.models import SessionDay


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
    learning_set = day.session.learning_set
    seats = learning_set.seats.current().exclude(membership=learning_set.adviser_id)
    sitting = {seat.membership_id: seat for seat in seats.select_related("membership__person")}
    turns = Turn.objects.filter(day__session__learning_set=learning_set, membership__in=sitting)
    rows = list(turns.values_list("membership", "day", "day__date", "state"))
    had = [(who, on) for who, of, on, state in rows if state == Turn.State.HAD and of != day.pk]
    today = {who: state for who, of, _, state in rows if of == day.pk}
    joined = {pk: seat.joined_at.astimezone(day.tz).date() for pk, seat in sitting.items()}
    return [
        Waiting(
            sitting[pk].membership,
            times=sum(who == pk for who, _ in had),
            bids=today.get(pk) == Turn.State.BID,
            presents=today.get(pk) == Turn.State.HAD,
            is_reader=sitting[pk].membership.person_id == viewer.person.pk,
        )
        for pk in in_turn(joined, had)
    ]


def promises(day: SessionDay, viewer: Viewer) -> tuple[list[Commitment], list[Commitment]]:
    """What the set promised before this meeting, open or told of since the last one; and what it promised in it."""
    learning_set = day.session.learning_set
    places = [place.pk for place in members(learning_set)]
    shared = Q(audience=Audience.SET, learning_set=learning_set) | Q(audience=Audience.COHORT)
    found: QuerySet[Commitment] = Commitment.objects.visible_to(viewer).filter(shared, membership__in=places)
    fresh = Q(state=Commitment.State.OPEN) | since_the_last(day)
    found = found.filter(fresh | Q(session=day.session_id)).with_holders()  # type: ignore[attr-defined]
    rows = list(found.select_related("membership__person"))
    rows.sort(key=lambda row: (row.membership.person.sort_key, row.pk))
    made = [row for row in rows if row.session_id == day.session_id]
    return [row for row in rows if row not in made], made


def since_the_last(day: SessionDay) -> Q:
    """What is news to the set: whatever was promised at its meeting before this one, or was told of after it."""
    meetings = SessionDay.objects.standing().filter(session__learning_set=day.session.learning_set_id)
    last = meetings.filter(starts_at__lt=day.starts_at).order_by("starts_at").last()
    if last is None:
        return ~Q(closed_at=None)
    return Q(session=last.session_id) | Q(closed_at__gte=last.ends_at)
