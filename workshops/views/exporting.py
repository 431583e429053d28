"""Replies and attendance as a file, for coordinators: administrators as such read no replies."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cohorts.forms.exporting import FileForm
from cohorts.views.exporting import as_file
from cohorts.views.people import coordinated, sent
from workshops.services.exporting import export


@never_cache
def export_attendance(request, pk):
    """Choose the form of the table, then have it as a file."""
    cohort = coordinated(request.viewer, pk)
    if cohort.programme_id not in request.viewer.programmes_coordinated:
        raise PermissionDenied
    form = FileForm(sent(request))
    if request.method == "POST" and form.is_valid():
        rows = export(cohort=cohort, **form.cleaned_data, by=request.user, now=request.now)
        return as_file(rows, f"attendance-{cohort.pk}", **form.cleaned_data)
    context = {"form": form, "cohort": cohort}
    return render(request, "workshops/export_attendance.html", context, status=422 if form.errors else 200)
