from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from challenges.coaching import coaches, my_pairs, my_slots, pair_page, rows
from cohorts.models import CoachingPair


def own_pair(request, pk) -> CoachingPair:
    """A pair that the viewer is or was one of, or nothing there."""
    return get_object_or_404(CoachingPair.objects.opened_by(request.viewer).with_people(), pk=pk)


@never_cache
def mine(request):
    """A coach's people and times; for whoever is coached by one, the page of the pair."""
    viewer = request.viewer
    if not viewer.coaches and not viewer.participations:
        raise Http404
    pairs = my_pairs(viewer)
    if not viewer.coaches and len(pairs) == 1:
        return redirect("challenges:pair", pairs[0].pk)
    context = {
        "people": rows((pair for pair in pairs if coaches(viewer, pair)), request.now),
        "own": [pair for pair in pairs if not coaches(viewer, pair)],
        "slots": my_slots(viewer, request.now) if viewer.coaches else [],
        "places": [place for place in viewer.memberships if place.role == place.Role.COACH],
        "is_coach": viewer.coaches,
        "participations": viewer.participations,
    }
    return render(request, "challenges/coaching.html", context)


@never_cache
def pair(request, pk):
    """Dates open to both always; words only while the viewer's own are not locked: the querysets see to that."""
    return render(request, "challenges/pair.html", pair_page(own_pair(request, pk), request.viewer, request.now))
