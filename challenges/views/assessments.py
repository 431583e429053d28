from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.coaching import ratings_in_words
from challenges.drawing.scales import picture
from challenges.exceptions import ChangedMeanwhile
from challenges.forms.coaching import AssessmentForm
from challenges.models import Assessment, Moment
from challenges.questions import strengths
from challenges.services import assessments as services
from challenges.views.shown import own_place, sent, words
from cohorts.models import CoachingPair, Membership


def coach_of(place):
    """The coach that the participant has now, or None."""
    pair = CoachingPair.objects.going().filter(coachee=place).select_related("coach__person").first()
    return pair.coach if pair else None


@words
def mine(request):
    """My strengths and needs; a choice where I participate twice."""
    places = request.viewer.participations
    if not places:
        raise Http404
    if len(places) == 1:
        return redirect("challenges:assessment", places[0].pk)
    return render(request, "challenges/which_assessment.html", {"places": places})


@words
def assessment(request, pk):
    """Both assessments of a place in one picture: for their author, and for the coach they are shared with."""
    shown = Assessment.objects.visible_to(request.viewer)
    mine = Q(pk__in=[place.pk for place in request.viewer.participations])
    places = Membership.objects.filter(mine | Exists(shown.filter(membership=OuterRef("pk"))))
    place = get_object_or_404(places.select_related("person", "cohort__programme"), pk=pk)
    found = {each.moment: each for each in shown.filter(membership=place).select_related("shared_with__coach__person")}
    ratings = [found[moment].ratings if moment in found else {} for moment in Moment.values]
    context = {
        "place": place,
        "mine": place.pk in request.viewer.membership_ids,
        "coach": coach_of(place),
        "picture": picture(strengths(), *ratings),
        "moments": [(moment, found.get(moment.value)) for moment in Moment],
        "found": found,
    }
    return render(request, "challenges/assessment.html", context)


@words
def assess(request, pk, moment):
    place = own_place(request, pk)
    if moment not in Moment.values:
        raise Http404
    known = Assessment.objects.filter(membership=place, moment=moment).first()
    shown = AssessmentForm.initial_of(known) if known else {}
    form = AssessmentForm(sent(request), reader=coach_of(place), initial=shown)
    if request.method == "POST" and form.is_valid() and rated(request, place, moment, form):
        return redirect("challenges:assessment", place.pk)
    context = {"form": form, "place": place, "moment": Moment(moment)}
    if form.overtaken:
        context["meanwhile"] = ratings_in_words(Assessment.objects.get(membership=place, moment=moment))
    return render(request, "challenges/assess.html", context, status=422 if form.is_bound else 200)


def rated(request, place, moment, form):
    said = {name: form.cleaned_data[name] for name in ("strengths", "needs", "seen")}
    said |= {"ratings": form.ratings, "share": form.shares}
    try:
        found = services.assess(place=place, moment=moment, **said, by=request.user, now=request.now)
    except ChangedMeanwhile:
        return form.show_meanwhile(Assessment.objects.get(membership=place, moment=moment))
    messages.success(request, _("Saved. Change it whenever you see it differently."))
    return found


@require_POST
@words
def share(request, pk):
    found = get_object_or_404(Assessment.objects.visible_to(request.viewer).select_related("membership"), pk=pk)
    if found.membership_id not in request.viewer.membership_ids:
        raise PermissionDenied
    shares = request.POST.get("share") == "yes"
    services.share_assessment(assessment=found, share=shares, by=request.user, now=request.now)
    messages.success(request, _("Your coach can read it now.") if shares else _("From now on only you can read it."))
    return redirect(found)
