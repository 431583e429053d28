"""Who of a cohort is waited for, and where one press settles it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from cohorts.models import Cohort, Membership
from reminders.waited import Waited

KINDS = ["no_reply", "no_challenge", "missed_two", "lapsed", "refused"]


@never_cache
def waited(request, pk):
    """For coordinators: to an administrator as such it does not exist, for it tells of replies and challenges."""
    theirs = Cohort.objects.filter(programme__in=request.viewer.programmes_coordinated)
    cohort = get_object_or_404(theirs.select_related("programme"), pk=pk)
    only = request.GET.get("only")
    only = only if only in KINDS else KINDS[0]
    found = Waited([cohort], request.now)
    places = Membership.objects.filter(pk__in=getattr(found, only)().get(cohort.pk, ())).in_order().with_set()
    day = found.following().get(cohort.pk)
    context = {
        "cohort": cohort,
        "only": only,
        "places": places,
        "day": day,
        "write": circle_of(cohort, only, day),
    }
    return render(request, "reminders/waited.html", context)


def circle_of(cohort, only, day):
    """The key of those whom one message reaches; none for those whom mail does not reach."""
    named = {"no_reply": f"day{day.pk}" if day else "", "no_challenge": only, "missed_two": only}.get(only, "")
    return f"{cohort.pk}:{named}" if named else ""
