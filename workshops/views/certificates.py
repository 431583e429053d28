"""Certificates: the coordinator chooses who gets one, the registers say for what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.models import Cohort
from workshops import sheets
from workshops.certificates import not_entered, records
from workshops.sheet_data.certificate import certificates as values
from workshops.views.overview import slug
from workshops.views.printing import file


@never_cache
def certificates(request, pk):
    cohort = coordinated(request.viewer, pk)
    context = {"cohort": cohort, "records": records(cohort), "missing": not_entered(cohort, request.now)}
    context["is_over"] = cohort.has_ended(request.now)
    return render(request, "workshops/certificates.html", context)


def certificates_sheet(request, pk):
    """Those of the places that were ticked, as one file."""
    cohort = coordinated(request.viewer, pk)
    chosen = chosen_of(request, cohort)
    if not chosen:
        messages.warning(request, _("Nobody is ticked, so there is nothing to print."))
        return redirect("workshops:certificates", cohort.pk)
    parts = [sheets.Part("certificate", each) for each in values(cohort, chosen, now=request.now)]
    printed = sheets.render(parts, title=_("Certificates of %(cohort)s") % {"cohort": cohort})
    return file(printed.pdf, "application/pdf", f"{slug(cohort)}-certificates.pdf")


def chosen_of(request, cohort):
    wanted = set(request.GET.getlist("place"))
    chosen = [record for record in records(cohort) if str(record.place.pk) in wanted]
    if len(chosen) != len(wanted):
        raise Http404
    return chosen


def coordinated(viewer, pk):
    """The cohort, for its office: 404 for who may not see it, 403 for who may only see it."""
    cohort = get_object_or_404(Cohort.objects.visible_to(viewer).select_related("programme"), pk=pk)
    if not viewer.coordinates(cohort.programme_id):
        raise PermissionDenied
    return cohort
