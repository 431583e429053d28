"""Who is in a cohort: adding, correcting, withdrawing, taking back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cohorts.changing import change
from cohorts.exceptions import AlreadyHere
from cohorts.models import ActionLearningSet, CoachingPair, Cohort, Membership, Needs, Organisation, Person
from cohorts.models import SetMembership as Seat
from cohorts.services.addresses import change_address
from cohorts.services.details import change_person, write_needs
from cohorts.services.persons import known_or_new
from cohorts.services.programmes import organisation_named
from cohorts.trail import record

POST = ("job_title", "profession", "mobile", "line_manager")


@transaction.atomic
def add_place(
    *,
    cohort: Cohort,
    role: str,
    email: str,
    name: str,
    by: Person,
    now: datetime,
    title: str = "",
    known_as: str = "",
    post: Mapping[str, str] | None = None,
    needs: Mapping[str, str] | None = None,
) -> Membership:
    """Give the person with that address, known or new, a place in the cohort. Raises AlreadyHere.

    Somebody we know keeps their name. `post` holds job_title, organisation, sector, profession, mobile, line_manager.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    person = known_or_new(email=email, name=name, by=by, now=now, title=title, known_as=known_as)
    if Membership.objects.current().filter(cohort=cohort, person=person, role=role).exists():
        raise AlreadyHere(person)
    values = columns(post or {}, by=by, now=now)
    place = Membership.objects.create(cohort=cohort, person=person, role=role, joined_at=now, **values)
    fields = [name for name, value in values.items() if value] + write_needs(place, needs or {}, by, now)
    record(by, "added", place, at=now, fields=["role", *fields])
    return place


def columns(post: Mapping[str, str], *, by: Person, now: datetime) -> dict[str, str | Organisation | None]:
    """The columns of a membership that `post` speaks of, its organisation as a row."""
    values: dict[str, str | Organisation | None] = {name: post[name] for name in POST if name in post}
    if "organisation" in post:
        values["organisation"] = organisation_of(post["organisation"], post.get("sector", ""), by=by, now=now)
    return values


def organisation_of(name: str, sector: str, *, by: Person, now: datetime) -> Organisation | None:
    if not name:
        return None
    organisation = organisation_named(name, sector)
    organisation, fields = change(organisation, {"sector": sector} if sector else {})
    if fields:
        record(by, "changed", organisation, at=now, fields=fields)
    return organisation


@transaction.atomic
def edit_place(
    *,
    place: Membership,
    by: Person,
    now: datetime,
    person: Mapping[str, str] | None = None,
    email: str = "",
    post: Mapping[str, str] | None = None,
    needs: Mapping[str, str] | None = None,
) -> Membership:
    """Correct what the office knows of a place: `post` and `needs` of it, name and address of the person.

    Raises AddressTaken. A changed address is told to the old one.
    """
    if person:
        change_person(person=place.person, values=person, by=by, now=now)
    if email and email != place.person.email:
        change_address(person=place.person, to=email, by=by, now=now)
    place, fields = change(place, columns(post or {}, by=by, now=now))
    fields += write_needs(place, needs or {}, by, now)
    if fields:
        record(by, "changed", place, at=now, fields=fields)
    return place


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
    """Take somebody who withdrew back, in a new place with their old post and needs. Raises AlreadyHere."""
    Cohort.objects.select_for_update().get(pk=place.cohort_id)
    old = Membership.objects.select_for_update().get(pk=place.pk)
    same = Membership.objects.current().filter(cohort=old.cohort_id, person=old.person_id, role=old.role)
    if same.exists():
        raise AlreadyHere(old)
    kept = {name: getattr(old, name) for name in ("cohort", "person", "role", "organisation", *POST)}
    new = Membership.objects.create(**kept, joined_at=now)
    Needs.objects.filter(membership=old).update(membership=new)
    record(by, "rejoined", new, at=now)
    return new
