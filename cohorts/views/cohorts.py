from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cohorts.forms.programmes import CohortForm
from cohorts.models import Cohort, Membership, Nomination
from cohorts.rules import keeps_details
from cohorts.services import programmes
from cohorts.views.programmes import may_coordinate, name_free


def cohort(request, pk):
    """One intake: its dates, people, sets and sessions."""
    found = get_object_or_404(
        Cohort.objects.visible_to(request.viewer).select_related("programme", "home_venue"), pk=pk
    )
    context = {
        "cohort": found,
        "coordinates": request.viewer.coordinates(found.programme_id),
        "runs": request.viewer.runs(found),
        "reads_replies": found.pk in request.viewer.cohorts_facilitated
        or found.programme_id in request.viewer.programmes_coordinated,
        "details": keeps_details(request.viewer, found.programme_id),
        "has_ended": found.has_ended(request.now),
        "is_closed": is_closed(found, request.now),
        "participants": Membership.objects.current().participants().filter(cohort=found).count(),
        "sets": found.sets.count(),
    }
    if context["details"]:
        context["nominated"] = found.nominations.filter(state=Nomination.State.NEW).count()
    return render(request, "cohorts/cohort.html", context)


def is_closed(cohort, now):
    """Whether it has ended and nobody who was in it stays."""
    return cohort.has_ended(now) and cohort.memberships.exists() and not cohort.memberships.current().exists()


def cohort_add(request, pk):
    found = may_coordinate(request.viewer, pk)
    form = CohortForm(request.POST or None, programme=found, initial={"zone": "Europe/London"})
    if request.method == "POST" and form.is_valid():
        with name_free(form):
            made = programmes.create_cohort(programme=found, values=form.cleaned_data, by=request.user, now=request.now)
            messages.success(request, _("The cohort is saved. Next: its people."))
            return redirect(made)
    context = {"form": form, "programme": found}
    return render(request, "cohorts/cohort_form.html", context, status=422 if form.errors else 200)


def cohort_edit(request, pk):
    found = get_object_or_404(Cohort.objects.visible_to(request.viewer).select_related("programme"), pk=pk)
    may_coordinate(request.viewer, found.programme_id)
    form = CohortForm(request.POST or None, instance=found, programme=found.programme)
    if request.method == "POST" and form.is_valid():
        with name_free(form):
            programmes.change_cohort(cohort=found, values=form.cleaned_data, by=request.user, now=request.now)
            messages.success(request, _("The cohort is saved."))
            return redirect(found)
    context = {"form": form, "programme": found.programme, "cohort": found}
    return render(request, "cohorts/cohort_form.html", context, status=422 if form.errors else 200)
