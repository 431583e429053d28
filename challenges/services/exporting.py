"""Where the challenges of a cohort stand, as rows of a table: stages and dates, and nobody's words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from challenges.reading import Row, stages
from cohorts.models import Cohort, Person
from cohorts.trail import record
from cohorts.viewer import Viewer


@transaction.atomic
def export(*, cohort: Cohort, viewer: Viewer, form: str, by: Person, now: datetime) -> Iterator[list[str]]:
    """The heading and then a row for each participant; the trail says who took how many. For coordinators."""
    rows = stages(cohort, viewer)
    record(by, "exported", cohort, at=now, fields=["challenges", form, f"count={len(rows)}"])
    return table(cohort, rows)


def table(cohort: Cohort, rows: Sequence[Row]) -> Iterator[list[str]]:
    yield [_("Name"), _("Email"), _("Organisation"), _("Stage"), _("Entries"), _("Last entry"), _("Note sent on")]
    for row in rows:
        person, stage = row.place.person, row.known.get_stage_display() if row.known else _("Not written")
        days = [str(cohort.date_of(moment) or "") for moment in (max(row.dates, default=None), row.noted_at)]
        organisation, entries = str(row.place.organisation or ""), str(len(row.dates))
        yield [person.full_name, person.email, organisation, str(stage), entries, *days]
