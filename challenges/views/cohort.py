from functools import partial

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.reading import cohort_page, stages
from challenges.services.exporting import export
from challenges.views.shown import words
from cohorts.models import Cohort
from cohorts.views.exporting import named, table_page
from cohorts.views.importing import keeper


@words
def challenges(request, pk):
    """The challenges of a cohort, for its facilitators and its programme office: an administrator reads none."""
    viewer = request.viewer
    followed = Q(pk__in=viewer.cohorts_facilitated) | Q(programme__in=viewer.programmes_coordinated)
    cohort = get_object_or_404(Cohort.objects.select_related("programme").filter(followed), pk=pk)
    rows = cohort_page(cohort, viewer)
    exportable = cohort.programme_id in viewer.programmes_coordinated
    context = {"cohort": cohort, "rows": rows, "written": written(rows), "exportable": exportable}
    return render(request, "challenges/cohort.html", context)


@words
def export_challenges(request, pk):
    """Where the challenges of a cohort stand, as a file: stages and dates alone."""
    cohort = keeper(request.viewer, pk)
    rows = partial(made, cohort=cohort, viewer=request.viewer, by=request.user, now=request.now)
    context = {
        "heading": _("Export where challenges stand"),
        "about": _(
            "A row for every participant of %(cohort)s: whether a challenge is written, its stage, how many entries, "
            "the day of the last, and when a note went to the line manager."
        )
        % {"cohort": cohort.name},
        "notes": [_("No word that anybody wrote is in it, shared with you or not.")],
        "back": (reverse("challenges:cohort", args=[cohort.pk]), _("Challenges")),
    }
    return table_page(request, rows, named("challenges", cohort), context)


def made(*, cohort, viewer, **by):
    return export(cohort=cohort, rows=stages(cohort, viewer), **by)


def written(rows):
    return sum(1 for row in rows if row.known)
