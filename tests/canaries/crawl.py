"""Every page that a person can reach: from the doors, by the links, and by trying the numbers of others' things."""

import html
import io
import re
import zipfile
from collections import Counter

from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from challenges.models import (
    Assessment,
    Challenge,
    CoachingNote,
    Commitment,
    Disclosure,
    Entry,
    FilledCanvas,
    Map,
    OfferedDate,
    ProgressNote,
    SetNote,
    Stakeholder,
    Trace,
    TracePart,
)
from cohorts.models import ActionLearningSet, CoachingPair, Cohort, Person
from cohorts.services import feeds
from tests import factories as make
from tests.doors import tables
from workshops.models import Material, Session, SessionDay, Template, Voice
from workshops.sheet_list import KINDS

NUMBERED = {
    Challenge: [
        "challenge",
        "edit",
        "share_challenge",
        "add_entry",
        "add_commitment",
        "marks",
        "stage",
        "start_map",
        "canvases",
    ],
    Entry: ["share_entry", "add_comment"],
    Commitment: ["how_it_went", "together", "share_commitment"],
    Trace: ["trace_shown", "trace_share", "trace_sheet"],
    TracePart: ["trace_edit"],
    Map: ["map", "map_sheet", "share_map", "add_stakeholder"],
    Stakeholder: ["edit_stakeholder", "remove_stakeholder"],
    FilledCanvas: ["canvas", "canvas_sheet", "edit_canvas", "share_canvas"],
    OfferedDate: ["settle_date"],
    ActionLearningSet: ["set", "set_maps", "set_notes", "add_set_note", "end_set_notes"],
    SetNote: ["edit_set_note"],
    Disclosure: ["disclosure"],
    ProgressNote: ["progress_note", "progress_note_sheet"],
    CoachingPair: ["pair", "add_note", "interviews"],
    CoachingNote: ["edit_note"],
    Cohort: ["cohort"],
}
OF_MEETINGS = ["room", "room_stages"]
OF_SESSIONS = ["ask", "reflect", "feedback", "recap", "recap_sheet", "results"]
LINK = re.compile(r'href="(/[^"#]*)')
LEFT_OUT = re.compile("^/(static/|sign-out)|/canvas-[a-z-]+[.]pdf")  # a blank canvas holds nobody's words
MOST = 1000
QUERIES = 1  # ways of asking for one page


def read_everything(client, cast):
    """{path: text} of every page that `client` can open."""
    waiting, seen, asked = sorted(starts(cast)), {}, Counter()
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        page = path.split("?")[0]
        if path in seen or LEFT_OUT.search(path) or asked[page] == QUERIES:
            continue
        asked[page] += 1
        response = client.get(path)
        seen[path] = text_of(response)
        found = LINK.findall(seen[path]) if "html" in response.get("Content-Type", "") else []
        waiting += [link for link in map(html.unescape, found) if link not in seen]
    assert len(seen) < MOST, "the crawl does not end"
    return seen


def starts(cast):
    for door in tables.DOORS.values():
        if door.method == "GET":
            try:
                yield door.url(cast)
            except NoReverseMatch:
                continue
    yield from (f"{reverse('search')}?q={word}" for word in ("canary", "a", "end"))
    for session in Session.objects.all():
        yield from (reverse(f"challenges:{name}", args=[session.pk]) for name in OF_SESSIONS)
        yield from (reverse("workshops:sheet", args=[session.pk, kind.name]) for kind in KINDS)
    for model, names in NUMBERED.items():
        for row in model._default_manager.all():
            yield from (reverse(f"challenges:{name}", args=[row.pk]) for name in names)
    for day in SessionDay.objects.exclude(session__learning_set=None):
        yield from (reverse(f"challenges:{name}", args=[day.pk]) for name in OF_MEETINGS)
    yield from (reverse("workshops:material", args=[row.pk]) for row in Material.objects.all())
    for row in Voice.objects.all():
        yield from (reverse(f"workshops:{name}", args=[row.item_id]) for name in ("room", "room_screen"))
        yield reverse("workshops:sheet", args=[row.session_id, "questions"])
    for row in SetNote.objects.exclude(day=None):
        yield reverse("challenges:look_back", args=[row.day_id])
    for row in Assessment.objects.all():
        yield reverse("challenges:assessment", args=[row.membership_id])
        yield reverse("challenges:assess", args=[row.membership_id, row.moment])
    for pair in CoachingPair.objects.all():
        yield from (reverse("challenges:interview", args=[pair.pk, moment]) for moment in ("before", "after"))
    meetings = SessionDay.objects.exclude(session__learning_set=None)
    yield from (reverse("challenges:set_sheet", args=[row.pk]) for row in meetings)
    yield from (reverse("workshops:template", args=[row.pk]) for row in Template.objects.all())


def feed_of(person):
    """The private address of a person's calendar, made where there is none."""
    person = Person.objects.get(pk=person.pk)
    if not person.feed_nonce:
        person = feeds.renew(person=person, by=person, now=make.NOW)
    return reverse("workshops:feed", args=[person.pk, feeds.token_of(person)])


def text_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type", "") == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if response.get("Content-Type", "").endswith("wordprocessingml.document"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(parts.read(part).decode(errors="replace") for part in parts.namelist())
    return " ".join([body.decode(errors="replace"), *map(str, response.headers.values())])
