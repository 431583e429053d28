from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cohorts.changing import change
from cohorts.exceptions import LastCoordinator
from cohorts.models import Cohort, Organisation, OutcomeStatement, PartnerBody, Person, Programme, ProgrammeRole
from cohorts.text import search_key
from cohorts.trail import record

COORDINATOR = ProgrammeRole.Role.COORDINATOR


@transaction.atomic
def create_programme(*, values: Mapping[str, Any], outcomes: Sequence[str], by: Person, now: datetime) -> Programme:
    """A new programme, coordinated by whoever made it."""
    programme = Programme.objects.create(**values)
    write_outcomes(programme, outcomes)
    ProgrammeRole.objects.create(programme=programme, person=by, role=COORDINATOR)
    record(by, "created", programme, at=now, fields=values)
    return programme


@transaction.atomic
def change_programme(
    *, programme: Programme, values: Mapping[str, Any], outcomes: Sequence[str], by: Person, now: datetime
) -> Programme:
    """Correct the programme's facts and the outcomes it is held to."""
    programme, fields = change(programme, values)
    if outcomes != [outcome.text for outcome in programme.outcomes.all()]:
        write_outcomes(programme, outcomes)
        fields.append("outcomes")
    if fields:
        record(by, "changed", programme, at=now, fields=fields)
    return programme


def write_outcomes(programme: Programme, outcomes: Sequence[str]) -> None:
    programme.outcomes.all().delete()
    OutcomeStatement.objects.bulk_create(
        OutcomeStatement(programme=programme, position=n, text=text) for n, text in enumerate(outcomes, 1)
    )


def organisation_named(name: str, sector: str = "") -> Organisation:
    """The organisation of that name, however it is capitalised; made if it is new."""
    return Organisation.objects.get_or_create(search_key=search_key(name), defaults={"name": name, "sector": sector})[0]


@transaction.atomic
def add_partner(*, programme: Programme, organisation: str, part: str, by: Person, now: datetime) -> PartnerBody:
    """Name a partner body and its part. Adding the same again changes nothing."""
    body, is_new = PartnerBody.objects.get_or_create(
        programme=programme, organisation=organisation_named(organisation), part=part
    )
    if is_new:
        record(by, "added", body, at=now, fields=["organisation", "part"])
    return body


@transaction.atomic
def remove_partner(*, body: PartnerBody, by: Person, now: datetime) -> None:
    record(by, "removed", body, at=now)
    body.delete()


@transaction.atomic
def give_role(
    *,
    programme: Programme,
    person: Person,
    role: str,
    by: Person,
    now: datetime,
    organisation: Organisation | None = None,
) -> ProgrammeRole:
    """Make `person` coordinator, strand lead, or sponsor of `organisation`'s people. Again changes nothing."""
    given, is_new = ProgrammeRole.objects.get_or_create(
        programme=programme, person=person, role=role, organisation=organisation
    )
    if is_new:
        record(by, "given", given, at=now, fields=["role", "organisation"])
    return given


@transaction.atomic
def take_role(*, role: ProgrammeRole, by: Person, now: datetime) -> None:
    """End a role; access ends with it. Raises LastCoordinator rather than leave a programme with none."""
    coordinators = ProgrammeRole.objects.select_for_update().filter(programme=role.programme_id, role=COORDINATOR)
    if role.role == COORDINATOR and len(coordinators) == 1:
        raise LastCoordinator(role)
    record(by, "taken", role, at=now)
    role.delete()


@transaction.atomic
def hand_over_role(*, role: ProgrammeRole, to: Person, by: Person, now: datetime) -> ProgrammeRole:
    """Give the role to somebody else and end it: the programme is never without."""
    of = role.organisation
    given = give_role(programme=role.programme, person=to, role=role.role, organisation=of, by=by, now=now)
    take_role(role=role, by=by, now=now)
    return given


@transaction.atomic
def create_cohort(*, programme: Programme, values: Mapping[str, Any], by: Person, now: datetime) -> Cohort:
    cohort = Cohort.objects.create(programme=programme, **values)
    record(by, "created", cohort, at=now, fields=values)
    return cohort


@transaction.atomic
def extend_cohort(*, cohort: Cohort, to: date, by: Person, now: datetime) -> Cohort:
    """Let the cohort end on `to`, and its programme no earlier."""
    programme = Programme.objects.select_for_update().get(pk=cohort.programme_id)
    if programme.ends_on < to:
        programme, fields = change(programme, {"ends_on": to})
        record(by, "changed", programme, at=now, fields=fields)
    return change_cohort(cohort=cohort, values={"ends_on": to}, by=by, now=now)


@transaction.atomic
def change_cohort(*, cohort: Cohort, values: Mapping[str, Any], by: Person, now: datetime) -> Cohort:
    cohort, fields = change(cohort, values)
    if fields:
        record(by, "changed", cohort, at=now, fields=fields)
    return cohort
