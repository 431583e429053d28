"""The list of 200 people as their coordinator sees it, and the import of 5,000: preview, saving, again, correcting all.

The page is held against the same with 20 people, called through the WSGI handler in turns on data that is thrown away.
The import is held against seconds: somebody waits for it. Each step is what the page asks and works out, from the bytes
of the file to the rows in the database, once, for it can be done only once.
"""

from statistics import median
from time import perf_counter

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.test import Client, override_settings

from bench.agenda_page import PLAIN, kept_open, timed
from cohorts.importing import digest
from cohorts.services import importing, saving
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import read
from tests import factories as make

FEW, MANY, LIST = 20, 200, 5000
ROUNDS, WARM = 30, 5
MARKS = {"its preview": 3, "saving it": 10, "the preview of the same again": 3, "correcting everybody": 10}  # seconds


def lines(**options):
    """A line for the page and one for each step of the import."""
    with override_settings(STORAGES=PLAIN), kept_open(), transaction.atomic():
        found = [page_line(), *import_lines()]
        transaction.set_rollback(True)
    return found


def page_line():
    cohorts, cookie = two_cohorts()
    serve = WSGIHandler()
    pages = [f"/cohorts/{cohort.pk}/people/" for cohort in cohorts]
    times = [[timed(serve, page, cookie) for page in pages] for _ in range(ROUNDS + WARM)][WARM:]
    many, few = (median(column) * 1000 for column in zip(*times, strict=True))
    return (f"the list of {MANY} people, beside {FEW}", f"{many:.0f} ms", f"{few:.0f} ms", many / few, "at most 150 ms")


def two_cohorts():
    """One with many people and one with few, and the cookie of their coordinator."""
    programme, office = make.programme("Bench"), make.person("Dana Whitfield")
    make.coordinator(programme, office)
    cohorts = [make.cohort(programme, name) for name in ("Many", "Few")]
    for cohort, number in zip(cohorts, (MANY, FEW), strict=True):
        for n in range(number):
            make.place(cohort, make.person(f"Person {n:03} {cohort}"))
    client = Client()
    client.force_login(office)
    return cohorts, client.cookies[settings.SESSION_COOKIE_NAME].value


def import_lines():
    cohort, office = make.cohort(make.programme("Import")), make.person("Office")
    spent = {}
    upload, spent["its preview"] = preview(cohort, office, a_list())
    spent["saving it"] = saved(upload, office)
    upload, spent["the preview of the same again"] = preview(cohort, office, a_list())
    importing.cancel(upload=upload)
    spent["correcting everybody"] = saved(preview(cohort, office, a_list("CC 1"))[0], office)
    return [
        (f"a list of {LIST:,}, {step}", f"{spent[step]:.1f} s", f"{mark} s", spent[step] / mark, "at most 1")
        for step, mark in MARKS.items()
    ]


def preview(cohort, office, data):
    """The kept list, and the seconds its preview took."""
    started = perf_counter()
    upload = importing.keep(cohort=cohort, name="list.csv", sheet=sheet_of(read(data)), by=office, now=make.NOW)
    digest(importing.preview(upload))
    return upload, perf_counter() - started


def saved(upload, office):
    """Seconds."""
    seen = digest(importing.preview(upload))
    started = perf_counter()
    saving.confirm(upload=upload, seen=seen, by=office, now=make.NOW)
    return perf_counter() - started


def a_list(code=""):
    """As a coordinator keeps it: two columns of names, an organisation for every eight, one text on needs."""
    head = "Surname,First name,Email,Job title,Organisation,Mobile,Dietary / access needs,Cost code"
    needs = ["no nuts", *[""] * 8]
    people = (
        f"P{n:04},Person,p{n}@list.example,Head of service,Organisation {n // 8},07700 9{n:05},{needs[n % 9]},{code}"
        for n in range(LIST)
    )
    return "\n".join([head, *people]).encode()
