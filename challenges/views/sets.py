from django.http import Http404
from django.shortcuts import redirect, render

from challenges.agreed import agreed
from challenges.reading import set_page
from challenges.views.shown import inside, today, words
from cohorts.models import ActionLearningSet
from workshops.models import SessionDay


@words
def mine(request):
    """The set I sit in; a choice where I sit in two; word that it is coming where I sit in none."""
    if not request.viewer.participations:
        raise Http404
    sets = list(ActionLearningSet.objects.filter(pk__in=request.viewer.sets).select_related("cohort"))
    if len(sets) == 1:
        return redirect(sets[0])
    has_ended = all(place.cohort.has_ended(request.now) for place in request.viewer.participations)
    return render(request, "challenges/my_set.html", {"sets": sets, "has_ended": has_ended})


@words
def advised(request):
    """The sets that an adviser advises."""
    if not request.viewer.sets_led:
        raise Http404
    sets = ActionLearningSet.objects.filter(pk__in=request.viewer.sets_advised).select_related("cohort__programme")
    return render(request, "challenges/sets.html", {"sets": sets})


@words
def learning_set(request, pk):
    found = inside(request, pk)
    meetings = SessionDay.objects.visible_to(request.viewer).ahead(request.now).filter(session__learning_set=found)
    page = {
        "set": found,
        "adviser": found.adviser if found.adviser and found.adviser.left_at is None else None,
        "rows": set_page(found, request.viewer),
        "meeting": meetings.select_related("session", "venue", "room").first(),
        "today": today(request, found),
        "agreed": agreed(found, request.user),
    }
    return render(request, "challenges/set.html", page)
