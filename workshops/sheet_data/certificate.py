"""That somebody took part, to be signed and handed over."""

from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from workshops.certificates import Record
from workshops.sheet_data.furniture import of_cohort, printed_at
from workshops.sheet_data.logos import logos
from workshops.sheet_data.words import Values


def certificates(cohort: Cohort, records: list[Record], *, now: datetime) -> list[Values]:
    """One sheet for each of the records, with the sessions they came to by the registers."""
    common = of_cohort(cohort, False) | {
        "session": cohort.name,
        "version": printed_at(now.astimezone(cohort.tz)),
        "dates": _("%(from)s to %(to)s") % {"from": long(cohort.starts_on), "to": long(cohort.ends_on)},
        "signed": cohort.programme.office_name,
        "logos": logos(cohort.programme),
    }
    return [common | of_person(record) for record in records]


def of_person(record: Record) -> Values:
    return {
        "name": record.place.person.full_name,
        "post": record.place.post,
        "sessions": [session.heading for session in record.sessions],
    }


def long(date) -> str:
    return date_format(date, "j F Y")
