"""Who is in a cohort: adding, correcting, withdrawing, taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts.changing import change, change_all
from cohorts.exceptions import AlreadyHere, AlreadyLeft
from cohorts.models import ActionLearningSet, CoachingPair, Cohort, Membership, Needs, Organisation, OwnText, Person
from cohorts.models import SetMembership as Seat
from cohorts.services import own_columns
from cohorts.services.addresses import change_address
from cohorts.services.details import change_person, write_needs
from cohorts.services.persons import all_known_or_new
from cohorts.text import email_key, search_key
from cohorts.trail import record, record_all

POST = (
    *("job_title", "profession", "mobile", "line_manager"),
    *("release_by", "release_on", "cost_code", "purchase_order"),
)


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be given a place. `post` holds organisation, sector and the columns of POST."""

    role: str
    email: str
    name: str
    title: str = ""
    known_as: str = ""
    post: Mapping[str, Any] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[int, str] = field(default_factory=dict)  # text by column

    @property
    def person(self) -> dict[str, str]:
        return {"email": self.email, "name": self.name, "title": self.title, "known_as": self.known_as}


@transaction.atomic
def add_place(*, cohort: Cohort, by: Person, now: datetime, **newcomer: Any) -> Membership:
    """Give the person with that address, known or new, a place in the cohort. Raises AlreadyHere.

    Somebody we know keeps their name. The rest of the arguments are those of Newcomer.
    """
    wanted = Newcomer(**newcomer)
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    here = Membership.objects.current().filter(cohort=cohort, role=wanted.role)
    if here.filter(person__in=Person.objects.with_address(wanted.email)).exists():
        raise AlreadyHere(wanted)
    return add_places(cohort=cohort, newcomers=[wanted], by=by, now=now)[0]


@transaction.atomic
def add_places(*, cohort: Cohort, newcomers: Sequence[Newcomer], by: Person, now: datetime) -> list[Membership]:
    """The same for many, in a few queries. None of them may have that role in the cohort now."""
    wanted = {email_key(newcomer.email): newcomer.person for newcomer in newcomers}
    persons = all_known_or_new(wanted=wanted, by=by, now=now)
    organisations = organisations_of([newcomer.post for newcomer in newcomers], by=by, now=now)
    places = [
        Membership(
            cohort=cohort,
            person=persons[email_key(newcomer.email)],
            role=newcomer.role,
            joined_at=now,
            **columns(newcomer.post, organisations),
        )
        for newcomer in newcomers
    ]
    Membership.objects.bulk_create(places)
    pairs = list(zip(places, newcomers, strict=True))
    Needs.objects.bulk_create(
        Needs(membership=place, entered_by=by, at=now, **newcomer.needs)
        for place, newcomer in pairs
        if any(newcomer.needs.values())
    )
    OwnText.objects.bulk_create(
        OwnText(membership=place, column_id=column, text=text)
        for place, newcomer in pairs
        for column, text in newcomer.own.items()
        if text
    )
    record_all(by, "added", [(place, filled(newcomer)) for place, newcomer in pairs], at=now)
    return places


def organisations_of(posts: Sequence[Mapping[str, Any]], *, by: Person, now: datetime) -> dict[str, Organisation]:
    """The organisation of each name in `posts`; a sector given with any of them is written to it."""
    names = [post["organisation"] for post in posts if post.get("organisation")]
    sectors: dict[str, str] = {}  # by key: the first that is given, however the name is capitalised
    for post in posts:
        key = search_key(post.get("organisation", ""))
        sectors[key] = sectors.get(key) or post.get("sector", "")
    known = organisations_named({name: sectors[search_key(name)] for name in names})
    written = {key: with_sector(organisation, sectors[key], by, now) for key, organisation in known.items()}
    return {name: written[search_key(name)] for name in names}


def organisations_named(sectors: Mapping[str, str]) -> dict[str, Organisation]:
    """The organisations of these names by their keys, however they are capitalised; those that are new are made."""
    new = {search_key(name): Organisation(name=name, sector=sector) for name, sector in reversed([*sectors.items()])}
    for key, organisation in new.items():
        organisation.search_key = key  # a bulk one is not saved one by one
    known = Organisation.objects.filter(search_key__in=new)
    missing = new.keys() - set(known.values_list("search_key", flat=True))
    Organisation.objects.bulk_create([new[key] for key in sorted(missing)], ignore_conflicts=True)
    return {organisation.search_key: organisation for organisation in known.all()}


def with_sector(organisation: Organisation, sector: str, by: Person, now: datetime) -> Organisation:
    """The organisation, with `sector` written to it if one is given and it has another."""
    if not sector or organisation.sector == sector:
        return organisation
    organisation, fields = change(organisation, {"sector": sector})
    if fields:
        record(by, "changed", organisation, at=now, fields=fields)
    return organisation


def filled(newcomer: Newcomer) -> list[str]:
    """Names of the fields that say something."""
    values = {**newcomer.post, **newcomer.needs}
    return ["role", *(name for name, value in values.items() if value)]


@dataclass(frozen=True)
class Correction:
    """What the office knows better of a place: as in Newcomer, and only what is spoken of is written."""

    place: Membership
    post: Mapping[str, Any] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def edit_place(
    *,
    place: Membership,
    by: Person,
    now: datetime,
    person: Mapping[str, str] | None = None,
    email: str = "",
    post: Mapping[str, Any] | None = None,
    needs: Mapping[str, str] | None = None,
    own: Mapping[int, str] | None = None,
) -> Membership:
    """Correct what the office knows of a place, as in Correction, and name and address of the person.

    Raises AddressTaken. A changed address is told to the old one.
    """
    if person:
        change_person(person=place.person, values=person, by=by, now=now)
    if email and email != place.person.email:
        change_address(person=place.person, to=email, by=by, now=now)
    return edit_places(corrections=[Correction(place, post or {}, needs or {}, own or {})], by=by, now=now)[0]


@transaction.atomic
def edit_places(*, corrections: Sequence[Correction], by: Person, now: datetime) -> list[Membership]:
    """Correct what the office knows of many places, in a few queries."""
    organisations = organisations_of([one.post for one in corrections if "organisation" in one.post], by=by, now=now)
    changed = change_all(Membership, {one.place.pk: columns(one.post, organisations) for one in corrections})
    needs = write_needs({one.place.pk: one.needs for one in corrections if one.needs}, by, now)
    own = own_columns.write({one.place.pk: one.own for one in corrections if one.own})
    all_fields = {
        pk: [*fields, *needs.get(pk, ()), *(["own_columns"] if pk in own else [])]
        for pk, (_, fields) in changed.items()
    }
    record_all(by, "changed", [(changed[pk][0], fields) for pk, fields in all_fields.items() if fields], at=now)
    return [changed[one.place.pk][0] for one in corrections]


def columns(post: Mapping[str, Any], organisations: Mapping[str, Organisation]) -> dict[str, Any]:
    """The columns of a membership that `post` speaks of, its organisation as a row."""
    values = {name: post[name] for name in POST if name in post}
    if "organisation" in post:
        values["organisation"] = organisations.get(post["organisation"])
    return values


@transaction.atomic
def withdraw(*, place: Membership, by: Person, now: datetime) -> Membership:
    """End a place; seat, advised sets and coaching end with it, and so does access. The row stays as history."""
    place = Membership.objects.select_for_update().get(pk=place.pk)
    if place.left_at:
        return place
    place.left_at = now
    place.save(update_fields=["left_at"])
    Seat.objects.filter(membership=place, left_at=None).update(left_at=now)
    ActionLearningSet.objects.filter(adviser=place).update(adviser=None)
    for pairs in (CoachingPair.objects.filter(coach=place), CoachingPair.objects.filter(coachee=place)):
        pairs.filter(ended_at=None).update(ended_at=now)
    record(by, "withdrew", place, at=now, fields=["left_at"])
    return place


@transaction.atomic
def rejoin(*, place: Membership, by: Person, now: datetime) -> Membership:
    """Take somebody who withdrew back, with all that was theirs. Raises AlreadyHere, AlreadyLeft where they moved on.

    The place opens again, counted from `now`; when it was closed and opened stands in the trail.
    """
    Cohort.objects.select_for_update().get(pk=place.cohort_id)
    place = Membership.objects.select_for_update().get(pk=place.pk)
    if Membership.objects.filter(moved_from=place).exists():
        raise AlreadyLeft(place)  # what was theirs went along: they move back instead
    same = Membership.objects.current().filter(cohort=place.cohort_id, person=place.person_id, role=place.role)
    if same.exists():
        raise AlreadyHere(place)
    place.joined_at, place.left_at = now, None
    place.save(update_fields=["joined_at", "left_at"])
    record(by, "rejoined", place, at=now, fields=["joined_at", "left_at"])
    return place
