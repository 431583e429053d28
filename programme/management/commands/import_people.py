import json
from dataclasses import asdict
from html import unescape
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import slugify

from cohorts.exceptions import ChangedSince
from cohorts.forms.people import UploadForm
from cohorts.importing import State, digest, tally
from cohorts.models import Cohort, Person, ProgrammeRole
from cohorts.services import importing, saving
from cohorts.sheet import on_one_line, sheet_of
from cohorts.spreadsheet import LARGEST, Unreadable, read
from cohorts.text import plain_name

WRONG_ROWS, WRONG_CALL = 1, 2


class Command(BaseCommand):
    help = (
        "Add the people of a list (CSV or XLSX) to a cohort, all of them or nobody, as the page for it does."
        " Ends with 0 when they are saved or would be, 1 when rows are wrong, 2 when the file, the cohort or the"
        " coordinator cannot be used."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--cohort", required=True, help="its number, or its name as in spring-2027")
        parser.add_argument("--by", default="", help="address of the coordinator in whose name; else the first one")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and save nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object, with every row")

    @transaction.atomic
    def handle(self, *, file, cohort, by, dry_run, json, **options):
        cohort = cohort_called(cohort)
        outcomes, upload = previewed(Path(file), cohort, coordinator(cohort, by))
        sheet = importing.opened(upload)
        saved = not dry_run and not any(outcome.state == State.WRONG for outcome in outcomes)
        save(upload, outcomes) if saved else importing.cancel(upload=upload)
        self.stdout.write((as_json if json else as_lines)(cohort, sheet, outcomes, saved))
        if any(outcome.state == State.WRONG for outcome in outcomes):
            raise CommandError("Nothing is saved: mend the rows that are wrong.", returncode=WRONG_ROWS)


def cohort_called(wanted):
    """The cohort with this number or name. Names may be the same in two programmes: then it takes the number."""
    every = Cohort.objects.select_related("programme")
    found = [one for one in every if wanted in {str(one.pk), slugify(one.name)}]
    if len(found) != 1:
        known = ", ".join(f"{one.pk} ({slugify(one.name)}, {one.programme})" for one in found or every)
        raise CommandError(f"Which cohort is {wanted}? There is: {known or 'none'}.", returncode=WRONG_CALL)
    return found[0]


def coordinator(cohort, address):
    """The person in whose name the list is brought in. It holds needs, so it takes a coordinator of the programme."""
    roles = ProgrammeRole.objects.filter(programme=cohort.programme, role=ProgrammeRole.Role.COORDINATOR)
    people = Person.objects.filter(pk__in=roles.values("person"), is_active=True)
    found = (people.with_address(address) if address else people).order_by("pk").first()
    if not found:
        who = f"{address} is no coordinator" if address else "There is no coordinator"
        raise CommandError(f"{who} of {cohort.programme}.", returncode=WRONG_CALL)
    return found


def previewed(file, cohort, by):
    """What would happen with each row, and the list as it is kept until then."""
    own = cohort.programme.own_columns.values_list("name", flat=True)
    try:
        with file.open("rb") as opened:
            sheet = sheet_of(read(opened.read(LARGEST + 1)), own)
        if sheet.missing:
            raise Unreadable(sheet.missing)
    except OSError as error:
        raise CommandError(f"{file} cannot be opened: {error.strerror}.", returncode=WRONG_CALL) from error
    except Unreadable as error:
        raise CommandError(f"{file}: {UploadForm.REASONS[error.reason]}", returncode=WRONG_CALL) from error
    upload = importing.keep(cohort=cohort, name=plain_name(file.name), sheet=sheet, by=by, now=timezone.now())
    return importing.preview(upload), upload


def save(upload, outcomes):
    try:
        saving.confirm(upload=upload, seen=digest(outcomes), by=upload.by, now=timezone.now())
    except ChangedSince as error:
        message = "Somebody changed these people at the same moment, so nothing is saved. Run it again."
        raise CommandError(message, returncode=WRONG_ROWS) from error


def said(template, **context):
    """What the preview on screen says in that template, without its marks."""
    return " ".join(unescape(strip_tags(render_to_string(f"cohorts/{template}.html", context))).split())


def as_lines(cohort, sheet, outcomes, saved):
    """What happened for somebody at a terminal: how many, what is not read, and every row that is wrong."""
    counts = ", ".join(f"{number} {state}" for state, number in tally(outcomes).items() if number) or "no rows"
    first = f"{cohort}: {counts}. {'Saved.' if saved else 'Nothing is saved.'}"
    wrong = [f"Row {outcome.number}, {error}" for outcome in outcomes for error in errors(outcome)]
    return "\n".join([first, *notes(cohort, sheet), *wrong])


def notes(cohort, sheet):
    """What of the file is not read, and whom it may bring to the wrong cohort."""
    unused = [f"Not used: {', '.join(not_used(sheet))}."] if sheet.unused else []
    others = [said("_import_sheets", sheet=sheet)] if sheet.others else []
    divided = [said("_import_cohorts", division=division, cohort=cohort) for division in sheet.cohorts]
    return [*unused, *others, *divided]


def not_used(sheet):
    """Headings as a terminal may show them."""
    return [on_one_line(heading) for heading in sheet.unused]


def errors(outcome):
    return [said("_import_error", error=error) for error in outcome.errors]


def as_json(cohort, sheet, outcomes, saved):
    rows = [{"row": outcome.number, "state": outcome.state, "errors": errors(outcome)} for outcome in outcomes]
    done = {"cohort": cohort.pk, "saved": saved, **tally(outcomes)}
    return json.dumps({**done, **notes_as_json(sheet), "rows": rows}, indent=1)


def notes_as_json(sheet):
    return {
        "not_used": not_used(sheet),
        "other_sheets": [asdict(other) for other in sheet.others],
        "cohort_columns": [asdict(division) for division in sheet.cohorts],
    }
