"""Whose a commitment is: its author's, and theirs who said yes to making it together. A constant number of queries."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q

from challenges.models import Commitment, Holder
from cohorts.audience import Audience
from cohorts.models import Membership, Person
from cohorts.viewer import Viewer
from workshops.models import Session, SessionDay


def open_of(places: Collection[int]) -> dict[int, list[Commitment]]:
    """The open commitments of some places (ids), those that they hold with others among them: by date, then as made."""
    shared = Holder.objects.standing().said_yes().filter(membership__in=places).values_list("membership", "commitment")
    pairs = list(shared)
    theirs = Q(membership__in=places) | Q(pk__in=[commitment for _, commitment in pairs])
    rows = Commitment.objects.filter(theirs, state=Commitment.State.OPEN).select_related("membership__person")
    by_number = {one.pk: one for one in rows.select_related("learning_set").with_holders()}
    pairs += [(one.membership_id, one.pk) for one in by_number.values()]
    found: dict[int, list[Commitment]] = defaultdict(list)
    for place, number in pairs:
        if number in by_number and place in places:
            found[place].append(by_number[number])
    return {place: in_order(mine) for place, mine in found.items()}


def in_order(mine: list[Commitment]) -> list[Commitment]:
    return sorted(mine, key=lambda one: (one.due_on is None, one.due_on, one.pk))


def next_meetings(places: Collection[int], now: datetime) -> dict[int, date]:
    """By place (id): when the set that its holder sits in meets next; "by the next meeting" is by then."""
    seats = {"session__learning_set__seats__membership__in": places, "session__learning_set__seats__left_at": None}
    days = SessionDay.objects.standing().filter(session__in=Session.objects.announced(), ends_at__gt=now, **seats)
    return dict(days.order_by("-date").values_list("session__learning_set__seats__membership", "date"))


def asked_of(place: Membership) -> list[Commitment]:
    """The open commitments that the holder of `place` is asked to make with their author, and has not answered."""
    waiting = Holder.objects.standing().filter(membership=place, yes_at=None, commitment__state=Commitment.State.OPEN)
    return [holder.commitment for holder in waiting.select_related("commitment__membership__person").order_by("pk")]


def may_be_asked(commitment: Commitment) -> list[Membership]:
    """Those who sit in a set with the author now and can read the commitment; nobody while that is not so."""
    author = commitment.membership
    seats = author.seats.filter(left_at=None)
    if commitment.audience == Audience.SET:
        seats = seats.filter(learning_set=commitment.learning_set_id)
    elif commitment.audience != Audience.COHORT:
        return []
    beside = Membership.objects.current().filter(
        seats__learning_set__in=seats.values("learning_set"), seats__left_at=None
    )
    return list(beside.exclude(pk=author.pk).select_related("person").distinct())


def place_of(commitment: Commitment, person: Person) -> Membership:
    """The place from which `person` holds the commitment with others; its author's for everybody else."""
    mine = commitment.holders.standing().said_yes().filter(membership__person=person)  # type: ignore[attr-defined]
    holder = mine.select_related("membership").first()
    return holder.membership if holder else commitment.membership


def may_close(viewer: Viewer, commitment: Commitment) -> bool:
    """Whether the viewer may say what became of it: one of those whose it is."""
    return viewer.reads_words and place_of(commitment, viewer.person).pk in viewer.membership_ids
