"""A facilitator or set adviser hands over: what goes to whom is shown first."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cohorts.exceptions import AlreadyLeft
from cohorts.forms.programmes import HandOverForm
from cohorts.models import ActionLearningSet
from cohorts.views.people import coordinated_place, sent
from workshops.exceptions import ChangedMeanwhile
from workshops.services import handing


def hand_over(request, pk):
    place = coordinated_place(request.viewer, pk)
    if place.left_at or place.role not in handing.HANDED:
        raise Http404
    form = HandOverForm(sent(request), holder=place.person)
    if form.is_valid():
        return handed(request, place, form.cleaned_data)
    context = {
        "place": place,
        "cohort": place.cohort,
        "form": form,
        "sets": ActionLearningSet.objects.filter(adviser=place),
        "sessions": handing.led(place, request.now),
    }
    return render(request, "workshops/place_hand_over.html", context, status=422 if form.errors else 200)


def handed(request, place, to):
    try:
        taking = handing.hand_over(place=place, **to, by=request.user, now=request.now)
    except (AlreadyLeft, ChangedMeanwhile):
        messages.warning(request, _("Somebody changed it meanwhile, so nothing was handed over. Look again."))
        return redirect("cohorts:person", place.person_id)
    said = _("%(name)s has taken over from %(before)s. Their access has begun, and the other’s has ended.")
    messages.success(request, said % {"name": taking.person, "before": place.person})
    return redirect("cohorts:person", taking.person_id)
