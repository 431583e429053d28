"""Replies and attendance as a file, for coordinators: administrators as such read no replies."""

from django.views.decorators.cache import never_cache

from cohorts.views.exporting import cohort_table
from workshops.services.exporting import export


@never_cache
def export_attendance(request, pk):
    return cohort_table(request, pk, export, "attendance", "workshops/export_attendance.html")
