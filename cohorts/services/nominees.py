"""The nominations of a cohort as rows of a table, for its coordinators."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Nomination, Person
from cohorts.trail import record

SAID = (
    *("name", "email", "job_title", "organisation", "line_manager", "line_manager_email", "release_by", "release_on"),
    *("cost_code", "purchase_order", "eligibility", "note"),
)


@transaction.atomic
def export(*, cohort: Cohort, form: str, by: Person, now: datetime) -> Iterator[list[str]]:
    """The heading and then a row for each nomination, in order of arrival; the trail says who took how many."""
    nominations = list(cohort.nominations.all())
    record(by, "exported", cohort, at=now, fields=["nominations", form, f"count={len(nominations)}"])
    return rows(nominations, cohort)


def rows(nominations: list[Nomination], cohort: Cohort) -> Iterator[list[str]]:
    names = [str(Nomination._meta.get_field(name).verbose_name) for name in SAID]  # type: ignore[union-attr]
    yield [*names, _("Nominated on"), _("Answer"), _("Answered on"), _("Reason"), _("Place on the waiting list")]
    for one in nominations:
        dates = [text(cohort.date_of(moment)) for moment in (one.at, one.decided_at)]
        answer = [dates[0], str(one.get_state_display()), dates[1], one.get_reason_display(), text(one.position)]
        yield [*(text(getattr(one, name)) for name in SAID), *answer]


def text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
