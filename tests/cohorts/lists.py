"""Lists of people for the tests: chosen, previewed, saved."""

from pathlib import Path

from cohorts.importing import digest
from cohorts.models import Membership
from cohorts.services import importing, saving
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import read
from tests import factories as make

FILE = (Path(__file__).parent.parent / "data" / "participants.csv").read_bytes()
HEAD = "Name,Email,Organisation,Job title,Sector,Mobile,Role,Assistant,Assistant's email,Dietary / access needs\n"


def keep(cast, data, by=None):
    own = cast.programme.own_columns.values_list("name", flat=True)
    sheet = sheet_of(read(data.encode() if isinstance(data, str) else data), own)
    who = by or cast.coordinator
    return importing.keep(cohort=cast.cohort, name="list.csv", sheet=sheet, by=who, now=make.NOW)


def bring_in(cast, data):
    upload = keep(cast, data)
    seen = digest(importing.preview(upload))
    return saving.confirm(upload=upload, seen=seen, by=cast.coordinator, now=make.NOW)


def here(cast, email):
    return Membership.objects.current().get(cohort=cast.cohort, person__email=email)
