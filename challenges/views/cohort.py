from functools import partial

from django.db.models import Q
from django.shortcuts import get_object_or_404, render

from challenges.reading import cohort_page
from challenges.services.exporting import export
from challenges.views.shown import words
from cohorts.models import Cohort
from cohorts.views.exporting import cohort_table


@words
def challenges(request, pk):
    """The challenges of a cohort, for its facilitators and its programme office: an administrator reads none."""
    viewer = request.viewer
    followed = Q(pk__in=viewer.cohorts_facilitated) | Q(programme__in=viewer.programmes_coordinated)
    cohort = get_object_or_404(Cohort.objects.select_related("programme").filter(followed), pk=pk)
    rows = cohort_page(cohort, viewer)
    context = {"cohort": cohort, "rows": rows, "written": written(rows)}
    context["exportable"] = cohort.programme_id in viewer.programmes_coordinated
    return render(request, "challenges/cohort.html", context)


@words
def export_challenges(request, pk):
    """Where the challenges of a cohort stand, as a file: stages and dates alone."""
    made = partial(export, viewer=request.viewer)
    return cohort_table(request, pk, made, "challenges", "challenges/export_challenges.html")


def written(rows):
    return sum(1 for row in rows if row.known)
