from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from challenges.coaching import cohort_rows
from challenges.forms.coaching import PairsForm
from challenges.views.shown import sent
from cohorts.exceptions import AlreadyPaired, OfAnotherCohort
from cohorts.models import CoachingPair, Cohort, Membership
from cohorts.services import pairs as services
from workshops.exceptions import DatesAhead
from workshops.services import slots


@never_cache
def pairs(request, pk):
    """Who coaches whom, for the office to arrange; of what the two do it sees dates only."""
    cohort = get_object_or_404(Cohort.objects.coordinated_by(request.viewer).select_related("programme"), pk=pk)
    rows = cohort_rows(cohort, request.viewer, request.now)
    coaches = Membership.objects.current().filter(cohort=cohort, role=Membership.Role.COACH).in_order()
    form = PairsForm(sent(request), participants=[place for place, row in rows if row is None], coaches=coaches)
    if request.method == "POST" and form.is_valid():
        return made(request, cohort, form)
    fields = [(place, row, None if row else form[f"coach-{place.pk}"]) for place, row in rows]
    context = {"cohort": cohort, "rows": fields, "form": form, "coaches": list(form.coaches.values())}
    return render(request, "challenges/pairs.html", context, status=422 if form.is_bound else 200)


def made(request, cohort, form):
    done = sum(pair_up(request, coach, place) for coach, place in form.chosen)
    said = ngettext("%(n)s pair is made.", "%(n)s pairs are made.", done)
    messages.success(request, said % {"n": done})
    return redirect("challenges:pairs", cohort.pk)


def pair_up(request, coach, coachee):
    try:
        services.make_pair(coach=coach, coachee=coachee, by=request.user, now=request.now)
    except (AlreadyPaired, OfAnotherCohort):
        messages.warning(request, _("%(name)s is left as it was: somebody changed it meanwhile.") % {"name": coachee})
        return False
    return True


@require_POST
def end(request, pk):
    pairs = CoachingPair.objects.coordinated_by(request.viewer).with_people()
    pair = get_object_or_404(pairs, pk=pk)
    try:
        slots.part(pair=pair, by=request.user, now=request.now)
    except DatesAhead:
        messages.warning(request, _("The two still have a date ahead. Cancel it first, so that both are told."))
    else:
        messages.success(request, _("The pair has ended. Each still reads what they wrote themselves."))
    return redirect("challenges:pairs", pair.coachee.cohort_id)
