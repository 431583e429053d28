"""The programme on one page, and on one sheet of paper."""

from django.http import Http404
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from workshops import sheets
from workshops.calendar import calendar_of
from workshops.feed import told
from workshops.models import Session
from workshops.overview import overview
from workshops.rules import may_plan
from workshops.sheet_data.programme import programme_sheet as values
from workshops.views.printing import file


def programme(request, pk):
    """Every session of a cohort that the viewer may see, in order."""
    cohort = cohort_seen(request.viewer, pk)
    entries = overview(cohort, request.viewer, request.now)
    upcoming = next((entry for entry in entries if entry.is_next), None)
    context = {"cohort": cohort, "entries": entries, "upcoming": upcoming}
    context["plans"] = may_plan(request.viewer, cohort)
    context["is_printable"] = any(entry.session.is_published for entry in entries)
    return render(request, "workshops/programme.html", context)


def programme_sheet(request, pk):
    cohort = cohort_seen(request.viewer, pk)
    entries = overview(cohort, request.viewer, request.now)
    large = request.GET.get("size") == "large"
    part = sheets.Part("programme", values(cohort, entries, now=request.now, large=large))
    printed = sheets.render([part], title=_("Programme of %(cohort)s") % {"cohort": cohort})
    return file(printed.pdf, "application/pdf", f"{slug(cohort)}-programme{'-large' if large else ''}.pdf")


def programme_calendar(request, pk):
    """Every published day of the programme that is the viewer's, as one file; it updates what an earlier one put in."""
    cohort = cohort_seen(request.viewer, pk)
    sessions = Session.objects.in_calendars_of(request.viewer).filter(cohort=cohort)
    days = told(sessions, request.now)
    content = calendar_of(list(days), url=lambda day: request.build_absolute_uri(day.session.get_absolute_url()))
    return file(content, "text/calendar; charset=utf-8; method=PUBLISH", f"{slug(cohort)}-programme.ics")


def slug(cohort):
    return slugify(cohort.name) or f"cohort-{cohort.pk}"


def cohort_seen(viewer, pk):
    """The cohort, for whoever may see it or any session of it: office contacts belong to none."""
    cohort = Cohort.objects.select_related("programme").filter(pk=pk).first()
    if cohort is None or not may_see(viewer, pk):
        raise Http404
    return cohort


def may_see(viewer, pk):
    return (
        Cohort.objects.visible_to(viewer).filter(pk=pk).exists()
        or Session.objects.visible_to(viewer).filter(cohort=pk).exists()
    )
