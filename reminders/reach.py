"""Whom an occasion reaches, asked of the data as it is now. Expanding, sending and the pages ahead all ask here.

One question for each way of belonging to a session, each with plain joins from a handful of occasions: a single one
with every way in it makes the database read all seats of all sets.
"""

from collections.abc import Iterable, Iterator

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Value

from cohorts.models import Membership, OfficeContact
from reminders.models import Occasion, Rule
from workshops.models import SessionDay

WHOLE, SET, PAIR = "whole cohort", "set", "pair"


def of_pair(pair: str) -> Q:
    """The two work together; or it was cancelled because they do so no longer, which whoever stays must hear."""
    stands = SessionDay.objects.standing().filter(session=OuterRef(f"{pair}__sessions"))
    return Q(**{f"{pair}__ended_at": None}) | ~Exists(stands)


WAYS = {  # from a place to its sessions, and what must be so
    WHOLE: [("cohort__sessions", Q())],
    SET: [("seats__learning_set__meetings", Q(seats__left_at=None)), ("sets_advised__meetings", Q())],
    PAIR: [("pairs_coached__sessions", of_pair("pairs_coached")), ("pairs__sessions", of_pair("pairs"))],
}

RULED_BY = {"of": "programme", "what": "kind", "moment": "moment"}  # what a rule has in common with an occasion


def shape(learning_set: int | None, pair: int | None) -> str:
    """Whether a session is the whole cohort's, a set's or a pair's."""
    return SET if learning_set else PAIR if pair else WHOLE


def by_shape(occasions: Iterable[Occasion]) -> dict[str, list[int]]:
    """The ids of `occasions` (with their sessions) by the shape of the session."""
    found: dict[str, list[int]] = {}
    for occasion in occasions:
        session = occasion.session
        found.setdefault(shape(session.learning_set_id, session.coaching_pair_id), []).append(occasion.pk)
    return found


def number(pk: int) -> Value:
    """An id as a column."""
    return Value(pk, BigIntegerField())


def places(occasions: dict[str, list[int]]) -> Iterator[QuerySet[Membership]]:
    """Current places that `occasions` (ids by shape) before sessions are about; adds `occasion` and `named`.

    A session of the whole cohort is about everyone in it, a set meeting about the set and its adviser, coaching about
    the pair. `named` says whether a rule that is on names the role at this moment before this kind of session.
    """
    for of_shape, ids in occasions.items():
        for path, conditions in WAYS[of_shape]:
            about = {f"{path}__occasions__in": ids, "person__is_active": True}
            found = Membership.objects.current().filter(conditions, **about)
            yield with_rules(found, path).order_by()


def with_rules(found: QuerySet[Membership], path: str) -> QuerySet[Membership]:
    occasion = f"{path}__occasions"
    of_it = {"occasion": occasion, **{name: f"{occasion}__{column}" for name, column in RULED_BY.items()}}
    found = found.annotate(kind=F(f"{path}__kind"), **{name: F(way) for name, way in of_it.items()})
    rules = Rule.objects.on().for_kind(OuterRef("kind")).filter(role=OuterRef("role"))
    named = rules.filter(programme=OuterRef("of"), kind=OuterRef("what"), moment=OuterRef("moment"))
    return found.annotate(named=Exists(named))


def people(occasions: dict[str, list[int]]) -> Iterator[QuerySet[Membership]]:
    """`places` of those told themselves, as `told` with `address`: not where an office contact is told instead."""
    instead = OfficeContact.objects.told_instead().filter(principal=OuterRef("person"))
    for found in places(occasions):
        yield found.filter(~Exists(instead), named=True).annotate(told=F("person"), address=F("person__email"))


def contacts(occasions: dict[str, list[int]]) -> Iterator[QuerySet[Membership]]:
    """`places` whose holders have an office contact, with that contact as `told` and `address`."""
    contact = "person__office_contacts__contact"
    kept = {"person__office_contacts__removed_at": None, f"{contact}__is_active": True, "named": True}
    for found in places(occasions):
        yield found.filter(**kept).annotate(told=F(contact), address=F(f"{contact}__email"))
