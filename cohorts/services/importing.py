"""Lists of people: kept between preview and confirm, then saved whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cohorts.alike import Pair, pairs
from cohorts.columns import Row, of_the_programme
from cohorts.exceptions import ChangedSince, HasErrors
from cohorts.exporting import harmless
from cohorts.importing import (
    NEEDS,
    OWN,
    PLACE,
    Known,
    Outcome,
    Remark,
    State,
    digest,
    known_by,
    own_columns,
    plan,
    tally,
)
from cohorts.models import (
    Cohort,
    Membership,
    Needs,
    OfficeContact,
    Organisation,
    OwnColumn,
    OwnText,
    Person,
    ProgrammeRole,
    Upload,
)
from cohorts.services import people
from cohorts.services.forgetting import uploads
from cohorts.services.persons import all_known_or_new
from cohorts.sheet import Sheet, as_text, from_text, overtyped, read_by
from cohorts.text import email_key, search_key
from cohorts.trail import record, record_all

COLUMNS = {
    "email": (Person, "email"),
    "name": (Person, "name"),
    "title": (Person, "title"),
    "known_as": (Person, "known_as"),
    "job_title": (Membership, "job_title"),
    "organisation": (Organisation, "name"),
    "profession": (Membership, "profession"),
    "mobile": (Membership, "mobile"),
    "line_manager": (Membership, "line_manager"),
    "release_by": (Membership, "release_by"),
    "cost_code": (Membership, "cost_code"),
    "purchase_order": (Membership, "purchase_order"),
    "assistant": (Person, "name"),
    "assistant_email": (Person, "email"),
    "diet": (Needs, "diet"),
    "access": (Needs, "access"),
    "emergency_name": (Needs, "emergency_name"),
    "emergency_phone": (Needs, "emergency_phone"),
}


@transaction.atomic
def keep(*, cohort: Cohort, name: str, sheet: Sheet, by: Person, now: datetime) -> Upload:
    """Keep a list for its preview, for a day at most. Nothing else is saved."""
    uploads(now=now)
    return Upload.objects.create(cohort=cohort, by=by, at=now, name=name, table=as_text(sheet))


def cancel(*, upload: Upload) -> None:
    """Delete the list unsaved."""
    upload.delete()


def preview(upload: Upload) -> list[Outcome]:
    """What confirming would do as things stand now."""
    own = columns_of_its_own(upload.cohort_id)
    rows = [Row(row.number, still_kept(row.values, own)) for row in opened(upload).rows()]
    known = known_people(upload, {email_key(known_by(row, "email")) for row in rows})
    names = {search_key(known_by(row, "organisation")) for row in rows}
    sectors = dict(Organisation.objects.filter(search_key__in=names).values_list("search_key", "sector"))
    return plan(rows, known, sectors, check)


def columns_of_its_own(cohort: int) -> dict[str, int]:
    """The number of each own column of the programme of the cohort with that id, by its field."""
    columns = OwnColumn.objects.filter(programme__cohorts=cohort)
    return {of_the_programme(column.name): column.pk for column in columns}


def still_kept(values: Mapping[str, str], own: Mapping[str, int]) -> dict[str, str]:
    """Without columns that the programme took away or renamed since the list was chosen."""
    gone = set(own_columns(values)) - own.keys()
    return {name: text for name, text in values.items() if name not in gone}


def alike(upload: Upload) -> list[Pair]:
    """Organisations of the list that may be one we know, or one of the list, in another spelling.

    Those we know are those of the programmes that whoever uploaded it coordinates: nobody learns of others' here.
    """
    ours = ProgrammeRole.objects.filter(person=upload.by, role=ProgrammeRole.Role.COORDINATOR).values("programme")
    places = Membership.objects.filter(cohort__programme__in=ours).exclude(organisation=None).order_by()
    known = places.values_list("organisation__name", flat=True).distinct()
    rows = [(row.number, known_by(row, "organisation")) for row in opened(upload).rows()]
    return pairs([(number, name) for number, name in rows if name], sorted(known))


@transaction.atomic
def merge(*, upload: Upload, typed: str) -> Pair | None:
    """Write what `alike` suggests for the spelling `typed` into the kept list. None when it suggests nothing for it."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    pair = next((pair for pair in alike(upload) if pair.typed == typed), None)
    if pair:
        rewrite(upload, overtyped(opened(upload), {row: suggested(pair) for row in pair.rows}))
    return pair


def suggested(pair: Pair) -> dict[str, str]:
    return {"organisation": harmless(pair.suggested)}


def opened(upload: Upload) -> Sheet:
    """The list as it is kept."""
    return from_text(upload.table)


@transaction.atomic
def mend(*, upload: Upload, typed: Mapping[int, Mapping[str, str]], out: Mapping[int, bool]) -> None:
    """Write `typed`, by row and field, over the kept list, and leave the rows of `out` out or take them back in."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    sheet = overtyped(opened(upload), typed)
    numbers = {line.number for line in sheet.lines} & out.keys()
    kept = {number for number in numbers if out[number]} | (sheet.out - numbers)
    rewrite(upload, replace(sheet, out=frozenset(kept)))


@transaction.atomic
def choose_columns(*, upload: Upload, columns: Mapping[str, int]) -> None:
    """Read the kept list by these columns, by field, from now on."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    rewrite(upload, read_by(opened(upload), columns))


def rewrite(upload: Upload, sheet: Sheet) -> None:
    upload.table = as_text(sheet)
    upload.save(update_fields=["table"])


def check(name: str, text: str) -> list[str]:
    """What the column would say of the text; nothing when it takes it."""
    model, column = COLUMNS.get(name, (OwnText, "text"))
    field: Any = model._meta.get_field(column)
    try:
        field.clean(text, None)
    except ValidationError as error:
        return [str(message) for message in error.messages]
    return []


def known_people(upload: Upload, keys: set[str]) -> dict[tuple[str, str], Known]:
    """What is known of the addresses, for each role: the same few queries for any number."""
    persons = {person.pk: person for person in Person.objects.filter(email_key__in=keys)}
    assistants: dict[int, set[str]] = {}
    named = OfficeContact.objects.filter(principal__email_key__in=keys).values_list("principal", "contact__email_key")
    for principal, key in named:
        assistants.setdefault(principal, set()).add(key)
    places = Membership.objects.filter(cohort=upload.cohort_id, person__email_key__in=keys)
    by_role: dict[tuple[int, str], list[Membership]] = {}
    for place in places.select_related("organisation", "needs").with_own_columns().order_by("joined_at", "pk"):
        by_role.setdefault((place.person_id, place.role), []).append(place)
    elsewhere = with_a_part_elsewhere(upload.by, keys)
    return {
        (person.email_key, role): as_known(
            person, by_role.get((pk, role), []), frozenset(assistants.get(pk, ())), is_elsewhere=pk in elsewhere
        )
        for pk, person in persons.items()
        for role in Membership.Role.values
    }


def with_a_part_elsewhere(office: Person, keys: set[str]) -> set[int]:
    """Of the people with these addresses, those with a part in a programme that `office` does not coordinate."""
    ours = ProgrammeRole.objects.filter(person=office, role=ProgrammeRole.Role.COORDINATOR).values("programme")
    places = Membership.objects.filter(person__email_key__in=keys).exclude(cohort__programme__in=ours)
    roles = ProgrammeRole.objects.filter(person__email_key__in=keys).exclude(programme__in=ours)
    return {*places.values_list("person", flat=True), *roles.values_list("person", flat=True)}


def as_known(person: Person, places: Sequence[Membership], assistants: frozenset[str], *, is_elsewhere: bool) -> Known:
    if person.erased_at:
        return Known(person.name, is_forgotten=True)
    current = next((place for place in places if place.left_at is None), None)
    if current is None:
        return Known(person.name, has_left=bool(places), assistants=assistants, is_elsewhere=is_elsewhere)
    needs = getattr(current, "needs", None)
    return Known(
        name=person.name,
        place={name: str(getattr(current, name) or "") for name in PLACE}
        | {of_the_programme(one.column.name): one.text for one in current.own_texts.all()},
        needs={name: getattr(needs, name) for name in NEEDS} if needs else {},
        needs_are_their_own=needs is not None and needs.entered_by_id == person.pk,
        assistants=assistants,
        is_elsewhere=is_elsewhere,
    )


@transaction.atomic
def confirm(*, upload: Upload, seen: str, by: Person, now: datetime) -> dict[str, int]:
    """Save what the preview with the digest `seen` showed, all of it, and delete the list; how many of each state.

    Raises ChangedSince when it would do something else by now or was done already, HasErrors while a row is wrong.
    """
    cohort = Cohort.objects.select_for_update().get(pk=upload.cohort_id)
    kept = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    outcomes = preview(kept) if kept else []
    if kept is None or digest(outcomes) != seen:
        raise ChangedSince(upload)
    if any(outcome.state == State.WRONG for outcome in outcomes):
        raise HasErrors(upload)
    places = add_new(cohort, [outcome for outcome in outcomes if outcome.state == State.NEW], by, now)
    changed = [outcome for outcome in outcomes if outcome.state == State.CHANGED]
    places += [correct(cohort, outcome, by, now) for outcome in changed]
    name_assistants(places, outcomes, by, now)
    upload.delete()
    record(by, "imported", cohort, at=now, fields=["people"])
    return tally(outcomes)


def add_new(cohort: Cohort, outcomes: Sequence[Outcome], by: Person, now: datetime) -> list[Membership]:
    sectors, own = kept_sectors(outcomes), columns_of_its_own(cohort.pk)
    newcomers = [newcomer(outcome.values, sectors, own) for outcome in outcomes]
    return people.add_places(cohort=cohort, newcomers=newcomers, by=by, now=now)


def newcomer(values: Mapping[str, str], sectors: set[str], own: Mapping[str, int]) -> people.Newcomer:
    person = {"email": values["email"], **{name: values.get(name, "") for name in OWN}}
    post = {name: values[name] for name in (*PLACE, "sector") if values.get(name)}
    if search_key(post.get("organisation", "")) in sectors:
        post.pop("sector", None)
    needs = {name: values[name] for name in NEEDS if values.get(name)}
    return people.Newcomer(role=values["role"], post=post, needs=needs, own=by_column(values, own), **person)


def by_column(values: Mapping[str, str], own: Mapping[str, int]) -> dict[int, str]:
    """What `values` say in own columns, by the number of the column."""
    return {own[name]: values[name] for name in own_columns(values)}


def kept_sectors(outcomes: Sequence[Outcome]) -> set[str]:
    """Keys of organisations with a sector: a list fills in what is missing and never changes what programmes share."""
    names = {search_key(outcome.values.get("organisation", "")) for outcome in outcomes}
    known = Organisation.objects.filter(search_key__in=names).exclude(sector="")
    return set(known.values_list("search_key", flat=True))


def correct(cohort: Cohort, outcome: Outcome, by: Person, now: datetime) -> Membership:
    key, role = outcome.key
    place = Membership.objects.current().get(cohort=cohort, person__email_key=key, role=role)
    new = {change.field: change.new for change in outcome.changes}
    post = {name: new[name] for name in PLACE if name in new}
    if {"organisation", "sector"} & new.keys():
        post["organisation"] = outcome.values["organisation"]
        sector = "" if kept_sectors([outcome]) else outcome.values.get("sector", "")
        post |= {"sector": sector}
    needs = {name: new[name] for name in NEEDS if name in new}
    own = by_column(new, columns_of_its_own(cohort.pk))
    return people.edit_place(place=place, post=post, needs=needs, own=own, by=by, now=now)


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
