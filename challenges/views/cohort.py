from django.db.models import Q
from django.shortcuts import get_object_or_404, render

from challenges.reading import cohort_page
from challenges.views.shown import words
from cohorts.models import Cohort


@words
def challenges(request, pk):
    """The challenges of a cohort, for its facilitators and its programme office: an administrator reads none."""
    viewer = request.viewer
    followed = Q(pk__in=viewer.cohorts_facilitated) | Q(programme__in=viewer.programmes_coordinated)
    cohort = get_object_or_404(Cohort.objects.select_related("programme").filter(followed), pk=pk)
    rows = cohort_page(cohort, viewer)
    return render(request, "challenges/cohort.html", {"cohort": cohort, "rows": rows, "written": written(rows)})


def written(rows):
    return sum(1 for row in rows if row.known)
