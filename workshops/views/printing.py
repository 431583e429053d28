"""What a session is on paper, and in a calendar."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.text import slugify

from workshops import sheets
from workshops.calendar import calendar_of, is_private
from workshops.models import Edition, Session
from workshops.sheet_list import BY_NAME

logger = logging.getLogger(__name__)


def sheet(request, pk, sheet):
    """One printed sheet, for those whom its line in the list of sheets names."""
    kind = BY_NAME.get(sheet)
    if kind is None:
        raise Http404
    sessions = kind.open_to(request.viewer).select_related("cohort__programme", "learning_set", "coaching_pair")
    session = get_object_or_404(sessions, pk=pk)
    edition = Edition.of(session).first()
    if kind.needs_edition and edition is None:
        return nothing_published(request, session)
    size = kind.sized(request.GET.get("size", "a4"))
    values = kind.build(session, edition, now=request.now, large=size in {"large", "a3"})
    part = sheets.Part(kind.name, values, paper=size if size in {"a3", "a5"} else "a4")
    printed = sheets.render([part], title=f"{session.name}: {kind.label}")
    if printed.missing:
        logger.warning("No font for %s", ", ".join(f"U+{ord(letter):04X}" for letter in printed.missing))
    return file(printed.pdf, "application/pdf", f"{slug(session)}-{sheet}{'' if size == 'a4' else f'-{size}'}.pdf")


def nothing_published(request, session):
    """Delegates have no agenda yet; whoever runs the session is told what to do first."""
    get_object_or_404(Session.objects.run_by(request.viewer), pk=session.pk)
    return render(request, "workshops/sheet_unpublished.html", {"session": session})


def calendar(request, pk):
    """The session's days as a file that any calendar opens; it updates what an earlier file put there."""
    sessions = Session.objects.visible_to(request.viewer).select_related("cohort__programme")
    session = get_object_or_404(sessions, pk=pk)
    days = session.days.select_related("venue", "room", "session__cohort__programme")
    page = request.build_absolute_uri(session.get_absolute_url())
    content = calendar_of(list(days), url=lambda day: page)
    return file(content, "text/calendar; charset=utf-8; method=PUBLISH", f"{named(session)}.ics")


def named(session):
    """The name of the calendar file, which tells no more than the calendar."""
    return f"meeting-{session.pk}" if is_private(session) else slug(session)


def slug(session):
    return slugify(session.name) or f"session-{session.pk}"


def file(content, kind, name):
    """A file that opens in place under `name` and that no shared cache keeps."""
    response = HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})
    patch_cache_control(response, private=True)
    return response
