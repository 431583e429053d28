"""The next cohort, or the next programme with its first cohort, from one that there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from cohorts.models import Cohort, Person, Programme
from cohorts.services import copying
from cohorts.services.copying import Places
from cohorts.services.programmes import extend_cohort
from cohorts.trail import record_all
from reminders.models import Rule
from workshops.models import Session, SessionDay
from workshops.services.intakes import copy_sessions

OF_A_RULE = ("kind", "session_kind", "role", "days", "hour", "moment", "subject", "words", "is_on")


@dataclass(frozen=True)
class Chosen:
    """What is chosen for a copy: names, the first day of each session by its id, and by how much the rest is later."""

    name: str
    shift: timedelta
    dates: Mapping[int, date]
    leads: bool = False
    extend: bool = False
    programme_name: str = ""

    def span(self, of: Cohort | Programme, sessions: Sequence[Session]) -> dict[str, date]:
        """From when to when it runs then: as long as it did, and never shorter than its sessions need."""
        days = [self.dates[each.pk] + (day.date - each.standing[0].date) for each in sessions for day in each.standing]
        starts, ends = of.starts_on + self.shift, of.ends_on + self.shift
        return {"starts_on": min([starts, *days]), "ends_on": max([ends, *days])}


@dataclass
class Copied:
    """What came of it. Not new when the button was pressed twice."""

    cohort: Cohort
    days: dict[Session, list[SessionDay]] = field(default_factory=dict)  # of the copies, by the session copied
    is_new: bool = True


@transaction.atomic
def copy_cohort(*, cohort: Cohort, sessions: Sequence[Session], chosen: Chosen, by: Person, now: datetime) -> Copied:
    """The next cohort of the same programme, its sessions as drafts. Raises NameTaken.

    Where asked, the programme ends no earlier than the new cohort.
    """
    programme = Programme.objects.get(pk=cohort.programme_id)
    copied = lay(cohort, programme, Places(), sessions, chosen, by, now)
    if copied.is_new and chosen.extend:
        extend_cohort(cohort=copied.cohort, to=copied.cohort.ends_on, by=by, now=now)
        programme.refresh_from_db()
    return copied


def lay(
    cohort: Cohort,
    programme: Programme,
    places: Places,
    sessions: Sequence[Session],
    chosen: Chosen,
    by: Person,
    now: datetime,
) -> Copied:
    values = {"name": chosen.name, **chosen.span(cohort, sessions)}
    made, is_new = copying.copy_cohort(cohort=cohort, programme=programme, places=places, values=values, by=by, now=now)
    if not is_new:
        return Copied(made, is_new=False)
    days = copy_sessions(
        sessions=sessions, to=made, dates=chosen.dates, leads=chosen.leads, places=places, by=by, now=now
    )
    return Copied(made, days)


@transaction.atomic
def copy_programme(*, cohort: Cohort, sessions: Sequence[Session], chosen: Chosen, by: Person, now: datetime) -> Copied:
    """A programme like that of `cohort`, its rules included, with a cohort like it; coordinated by whoever copied."""
    programme = cohort.programme
    values = {"name": chosen.programme_name, **around(chosen, cohort, sessions)}
    made, places, is_new = copying.copy_programme(programme=programme, values=values, by=by, now=now)
    if not is_new:
        return Copied(made.cohorts.earliest("pk"), is_new=False)
    copy_rules(programme, made, by, now)
    return lay(cohort, made, places, sessions, chosen, by, now)


def around(chosen: Chosen, cohort: Cohort, sessions: Sequence[Session]) -> dict[str, date]:
    """From when to when the programme runs: as long as it did, and never shorter than its cohort."""
    own, theirs = chosen.span(cohort.programme, sessions), chosen.span(cohort, sessions)
    return {
        "starts_on": min(own["starts_on"], theirs["starts_on"]),
        "ends_on": max(own["ends_on"], theirs["ends_on"]),
    }


def copy_rules(programme: Programme, to: Programme, by: Person, now: datetime) -> None:
    rules = [
        Rule(programme=to, **{name: getattr(each, name) for name in OF_A_RULE})
        for each in programme.reminder_rules.all()
    ]
    Rule.objects.bulk_create(rules)
    record_all(by, "copied", [(each, OF_A_RULE) for each in rules], at=now)
