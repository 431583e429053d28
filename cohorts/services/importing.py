"""Lists of people between preview and confirm: kept, mended, looked at again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cohorts.alike import Pair, pairs
from cohorts.columns import Row, of_the_programme
from cohorts.exporting import harmless
from cohorts.importing import NEEDS, PLACE, Known, Outcome, known_by, own_columns, plan
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
from cohorts.services.forgetting import uploads
from cohorts.sheet import Sheet, as_text, from_text, overtyped, read_by
from cohorts.text import email_key, search_key

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
    "release_on": (Membership, "release_on"),
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


def cancel(*, upload: Upload) -> bool:
    """Delete the list unsaved; False where it was saved or cancelled meanwhile."""
    return bool(upload.delete()[0])


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
