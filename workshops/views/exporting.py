"""Replies and attendance as a file, for coordinators: administrators as such read no replies."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.views.exporting import named, table_page
from cohorts.views.importing import keeper
from workshops.services.exporting import export


@never_cache
def export_attendance(request, pk):
    """Choose the form of the table, then have it as a file."""
    cohort = keeper(request.viewer, pk)
    rows = partial(export, cohort=cohort, by=request.user, now=request.now)
    context = {
        "heading": _("Export replies and attendance"),
        "about": _(
            "A row for every participant of %(cohort)s, those who left too; for each day what they replied, whether "
            "they came in the morning and in the afternoon, and when they came late or left early."
        )
        % {"cohort": cohort.name},
        "notes": [
            _("An empty cell says nothing: nobody replied, or the register is not entered."),
            _("Set meetings and coaching are not in it."),
        ],
        "back": (reverse("cohorts:export", args=[cohort.pk]), _("Export the people")),
    }
    return table_page(request, rows, named("attendance", cohort), context)
