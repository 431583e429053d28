"""Who is asked to a day, and who is expected: the one place that counts them. Pages, sheets and sums ask here."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from cohorts.models import Membership, SetMembership
from workshops.models import Reply, Session, SessionDay


def invited(session: Session) -> QuerySet[Membership]:
    """The current participants the session is for: all of its cohort, the members of its set, or the one coached."""
    places = Membership.objects.current().participants().filter(cohort=session.cohort_id)
    if session.learning_set_id:
        seats = SetMembership.objects.current().filter(learning_set=session.learning_set_id)
        return places.filter(pk__in=seats.values("membership"))
    if session.coaching_pair_id:
        return places.filter(pairs=session.coaching_pair_id)
    return places


def is_asked(place: Membership) -> bool:
    """Whether whoever holds the place replies to what it brings: nobody else is asked."""
    return place.role == Membership.Role.PARTICIPANT


def expected(day: SessionDay) -> QuerySet[Membership]:
    """Those invited who have not said sorry for this day. No reply counts as coming."""
    sorry = Reply.objects.filter(day=day, person=OuterRef("person"), answer=Reply.Answer.SORRY)
    return invited(day.session).exclude(Exists(sorry))


def expected_by_day(session: Session, days: Sequence[SessionDay]) -> dict[int, frozenset[int]]:
    """Ids of the memberships expected on each of the session's days, by the day's id: two queries for all of them."""
    asked = dict(invited(session).order_by().values_list("person", "pk"))
    sorry = set(Reply.objects.filter(day__in=days, answer=Reply.Answer.SORRY).values_list("day", "person"))
    return {day.pk: frozenset(pk for person, pk in asked.items() if (day.pk, person) not in sorry) for day in days}


def on_the_register(day: SessionDay) -> QuerySet[Membership]:
    """Those invited now, and whoever has a mark on this day's register though they have left since."""
    asked = invited(day.session).values("pk")
    return Membership.objects.filter(Q(pk__in=asked) | Q(attendance__day=day)).distinct()
