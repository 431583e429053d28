"""A list of people is saved as its preview showed it: whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cohorts.batches import batched
from cohorts.exceptions import ChangedSince, HasErrors
from cohorts.importing import NEEDS, OWN, PLACE, Outcome, Remark, State, digest, own_columns, tally
from cohorts.models import Cohort, Membership, OfficeContact, Organisation, Person, Upload
from cohorts.services import people
from cohorts.services.importing import columns_of_its_own, preview
from cohorts.services.persons import all_known_or_new
from cohorts.text import email_key, search_key
from cohorts.trail import record, record_all

Tell = Callable[[int, int], None]
AT_A_TIME = 250  # rows: a tenth of a second, and few queries more than for all at once


@transaction.atomic
def confirm(
    *, upload: Upload, seen: str, by: Person, now: datetime, tell: Tell = lambda done, of: None
) -> dict[str, int]:
    """Save what the preview with the digest `seen` showed, all of it, and delete the list; how many of each state.

    While it lasts, `tell` hears how many of how many rows are written; they are there once all are.
    Raises ChangedSince when it would do something else by now or was done already, HasErrors while a row is wrong.
    """
    cohort = Cohort.objects.select_for_update().get(pk=upload.cohort_id)
    kept = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    outcomes = preview(kept) if kept else []
    if kept is None or digest(outcomes) != seen:
        raise ChangedSince(upload)
    if any(outcome.state == State.WRONG for outcome in outcomes):
        raise HasErrors(upload)
    name_assistants(write(cohort, outcomes, by, now, tell), outcomes, by, now)
    upload.delete()
    record(by, "imported", cohort, at=now, fields=["people"])
    return tally(outcomes)


def write(cohort: Cohort, outcomes: Sequence[Outcome], by: Person, now: datetime, tell: Tell) -> list[Membership]:
    """The places of whoever is new or changes, written some at a time."""
    new, changed = ([one for one in outcomes if one.state == state] for state in (State.NEW, State.CHANGED))
    places: list[Membership] = []
    for deed, outcomes in ((add_new, new), (correct, changed)):
        for part in batched(outcomes, AT_A_TIME):
            places += deed(cohort, part, by, now)
            tell(len(places), len(new) + len(changed))
    return places


def add_new(cohort: Cohort, outcomes: Sequence[Outcome], by: Person, now: datetime) -> list[Membership]:
    sectors, own = kept_sectors(outcomes), columns_of_its_own(cohort.pk)
    newcomers = [newcomer(outcome.values, sectors, own) for outcome in outcomes]
    return people.add_places(cohort=cohort, newcomers=newcomers, by=by, now=now)


def newcomer(values: Mapping[str, str], sectors: set[str], own: Mapping[str, int]) -> people.Newcomer:
    person = {"email": values["email"], **{name: values.get(name, "") for name in OWN}}
    post = post_of(values) | {"sector": sector_of(values, sectors)}
    needs = {name: values[name] for name in NEEDS if values.get(name)}
    return people.Newcomer(role=values["role"], post=post, needs=needs, own=by_column(values, own), **person)


def post_of(values: Mapping[str, str]) -> dict[str, Any]:
    """What `values` say of the place itself."""
    post: dict[str, Any] = {name: values[name] for name in PLACE if values.get(name)}
    if "release_on" in post:
        post["release_on"] = date.fromisoformat(post["release_on"])
    return post


def sector_of(values: Mapping[str, str], kept: set[str]) -> str:
    return "" if search_key(values.get("organisation", "")) in kept else values.get("sector", "")


def by_column(values: Mapping[str, str], own: Mapping[str, int]) -> dict[int, str]:
    """What `values` say in own columns, by the number of the column."""
    return {own[name]: values[name] for name in own_columns(values)}


def kept_sectors(outcomes: Sequence[Outcome]) -> set[str]:
    """Keys of organisations with a sector: a list fills in what is missing and never changes what programmes share."""
    names = {search_key(outcome.values.get("organisation", "")) for outcome in outcomes}
    known = Organisation.objects.filter(search_key__in=names).exclude(sector="")
    return set(known.values_list("search_key", flat=True))


def correct(cohort: Cohort, outcomes: Sequence[Outcome], by: Person, now: datetime) -> list[Membership]:
    keys = {email for email, _role in (outcome.key for outcome in outcomes)}
    current = Membership.objects.current().filter(cohort=cohort, person__email_key__in=keys)
    by_key = {(place.person.email_key, place.role): place for place in current.select_related("person")}
    places = [by_key[outcome.key] for outcome in outcomes]
    sectors, own = kept_sectors(outcomes), columns_of_its_own(cohort.pk)
    pairs = zip(places, outcomes, strict=True)
    corrections = [correction(place, outcome, sectors, own) for place, outcome in pairs]
    people.edit_places(corrections=corrections, by=by, now=now)
    return places


def correction(place: Membership, outcome: Outcome, sectors: set[str], own: Mapping[str, int]) -> people.Correction:
    new = {change.field: change.new for change in outcome.changes}
    post = post_of(new)
    if {"organisation", "sector"} & new.keys():
        post |= {"organisation": outcome.values["organisation"], "sector": sector_of(outcome.values, sectors)}
    needs = {name: new[name] for name in NEEDS if name in new}
    return people.Correction(place, post, needs, by_column(new, own))


def name_assistants(places: Sequence[Membership], outcomes: Sequence[Outcome], by: Person, now: datetime) -> None:
    """Name the assistants of the list, but nobody who was ever named: whom the principal removed stays removed.

    An assistant sees the dates of every programme: whoever has a part in another office's names theirs alone.
    """
    own_choice = {outcome.key for outcome in outcomes if Remark.OWN_CHOICE in outcome.remarks}
    rows = {outcome.key: outcome.values for outcome in outcomes if outcome.state != State.REPEATED}
    keys = [(place.person, (place.person.email_key, place.role)) for place in places]
    pairs = [(principal, rows[key]) for principal, key in keys if key not in own_choice]
    pairs = [(principal, values) for principal, values in pairs if values.get("assistant_email")]
    wanted = {
        email_key(values["assistant_email"]): {
            "email": values["assistant_email"],
            "name": values.get("assistant") or values["assistant_email"],
        }
        for _principal, values in pairs
    }
    contacts = all_known_or_new(wanted=wanted, by=by, now=now)
    principals = {principal.pk for principal, _values in pairs}
    ever = set(OfficeContact.objects.filter(principal__in=principals).values_list("principal", "contact"))
    named = {}
    for principal, values in pairs:
        contact = contacts[email_key(values["assistant_email"])]
        if (principal.pk, contact.pk) not in ever:
            fields = {"principal": principal, "contact": contact, "named_by": by, "named_at": now}
            named[principal.pk, contact.pk] = OfficeContact(**fields)
    made = OfficeContact.objects.bulk_create(named.values())
    record_all(by, "named", [(contact, ()) for contact in made], at=now)
