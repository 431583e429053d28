from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from challenges.canvassing import MAPPED, canvas_of
from challenges.exceptions import KeyTaken
from challenges.forms.maps import MapForm
from challenges.map_sheet import map_sheet
from challenges.mapping import in_set, is_newest, picture, side_by_side, versions
from challenges.models import Map
from challenges.readers import circle_of
from challenges.rules import may_change
from challenges.services import maps as services
from challenges.views.paper import large, printed
from challenges.views.sharing import share
from challenges.views.shown import own, own_challenge, sent, words
from cohorts.models import ActionLearningSet


def read(request, pk):
    """A map that the viewer may read, or nothing there."""
    named = ("membership__person", "membership__cohort__programme", "learning_set__adviser__person", "challenge")
    return get_object_or_404(Map.objects.visible_to(request.viewer).select_related(*named), pk=pk)


@words
def map_page(request, pk):
    found = read(request, pk)
    mine = may_change(request.viewer, found)
    page = {
        "map": found,
        "pictured": picture(found),
        "versions": versions(found.challenge, request.viewer),
        "mine": mine,
        "open": mine and is_newest(found),
        "canvas": canvas_of(MAPPED),
    }
    return render(request, "challenges/map.html", page)


@words
def sheet(request, pk):
    found = read(request, pk)
    return printed(request, "map", map_sheet(found, request.now, large=large(request)), "map")


@words
def start(request, pk):
    """A first map, or a new version that begins as a copy of the last."""
    challenge = own_challenge(request, pk)
    circle, last = circle_of(challenge.membership), services.newest(challenge)
    form = MapForm(sent(request), circle=circle, initial=MapForm.chosen_for(last, circle) if last else {})
    if request.method == "POST" and form.is_valid() and (made := begin(request, challenge, form)):
        messages.success(request, _("The map is started. Add those who can say yes or no to your challenge."))
        return redirect(made)
    context = {"form": form, "challenge": challenge, "last": last}
    return render(request, "challenges/map_start.html", context, status=422 if form.is_bound else 200)


def begin(request, challenge, form):
    asked = form.readers | {"key": form.cleaned_data["key"], "by": request.user, "now": request.now}
    try:
        return services.start_map(challenge=challenge, **asked)
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to start a map."))
        return None


@words
def share_map(request, pk):
    found = own(request, Map, pk)
    return share(request, found, found.challenge)


@words
def compare(request, pk, other):
    """Two versions of one map, the earlier one first."""
    pair = sorted((read(request, pk), read(request, other)), key=lambda one: (one.began_at, one.pk))
    earlier, later = pair
    if earlier == later or earlier.challenge_id != later.challenge_id:
        raise Http404
    before, after, changed = side_by_side(earlier, later)
    context = {"before": before, "after": after, "changes": changed, "challenge": later.challenge}
    context["mine"] = may_change(request.viewer, later)
    return render(request, "challenges/map_compare.html", context)


@words
def of_set(request, pk):
    """The maps that members of a set chose to show it."""
    sets = ActionLearningSet.objects.inside(request.viewer)
    found = get_object_or_404(sets.select_related("cohort__programme"), pk=pk)
    return render(request, "challenges/set_maps.html", {"set": found, "shown": in_set(found, request.viewer)})
