from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cohorts.exceptions import AlreadyBegun, AlreadyHere, AlreadyLeft
from cohorts.forms.people import SubstituteForm
from cohorts.models import Cohort, Membership
from cohorts.rules import keeps_details
from cohorts.views.people import coordinated_place, sent
from workshops.exceptions import NotOverYet
from workshops.services import leaving


def withdraw(request, pk):
    """What ends with a place is shown before it ends."""
    place = coordinated_place(request.viewer, pk)
    if request.method == "POST":
        leaving.withdraw(place=place, by=request.user, now=request.now)
        messages.success(request, _("%(name)s has withdrawn. Their access has ended.") % {"name": place.person})
        return redirect("cohorts:cohort_people", place.cohort_id)
    context = {"place": place, "cohort": place.cohort, "days": leaving.coaching_ahead(place, request.now)}
    return render(request, "workshops/place_withdraw.html", context)


def substitute(request, pk):
    """Somebody else takes the place before the start: who, and what ends with it."""
    place = coordinated_place(request.viewer, pk)
    details = keeps_details(request.viewer, place.cohort.programme_id)
    form = SubstituteForm(sent(request), place=place, keeps_details=details)
    if form.is_valid() and (done := substituted(request, place, form)):
        return done
    context = {"place": place, "cohort": place.cohort, "form": form, "is_late": place.cohort.has_begun(request.now)}
    context |= {"days": leaving.coaching_ahead(place, request.now), "seat": place.seats.current().first()}
    return render(request, "workshops/place_substitute.html", context, status=422 if form.errors else 200)


def substituted(request, place, form):
    """The page of whoever has the place now; None where their address is in the cohort already."""
    email, invite = form.cleaned_data["email"], form.cleaned_data["invite"]
    now = {"by": request.user, "now": request.now}
    try:
        made = leaving.substitute(place=place, email=email, invite=invite, post=form.post, **form.person, **now)
    except AlreadyHere:
        form.add_error("email", _("Somebody with this address has that role in this cohort already."))
        return None
    except AlreadyLeft:
        messages.info(request, _("%(name)s has no place any more.") % {"name": place.person})
        return redirect("cohorts:cohort_people", place.cohort_id)
    except AlreadyBegun:
        messages.error(request, _("The cohort has started. Withdraw one and add the other."))
        return redirect("cohorts:person", place.person_id)
    told = {"name": made.person, "before": place.person}
    messages.success(request, _("%(name)s has the place that %(before)s had.") % told)
    return redirect("cohorts:person", made.person_id)


def leave(request, pk):
    """Once the cohort has ended, who took part may go by themselves; before that the office ends a place."""
    mine = Membership.objects.current().participants().filter(person=request.user)
    place = get_object_or_404(mine.select_related("cohort__programme"), pk=pk)
    if not place.cohort.has_ended(request.now):
        raise Http404
    if request.method == "POST":
        leaving.withdraw(place=place, by=request.user, now=request.now)
        messages.success(
            request, _("You have left %(cohort)s. Thank you for having been part of it.") % {"cohort": place.cohort}
        )
        return redirect("home")
    context = {"cohort": place.cohort, "days": leaving.coaching_ahead(place, request.now)}
    return render(request, "workshops/place_leave.html", context)


def close(request, pk):
    """End the time after the end: everybody still there is named first."""
    found = get_object_or_404(Cohort.objects.coordinated_by(request.viewer).select_related("programme"), pk=pk)
    if request.method == "POST":
        try:
            left = leaving.close(cohort=found, by=request.user, now=request.now)
        except NotOverYet:
            messages.error(request, _("The cohort has not ended, so nothing is closed."))
        else:
            messages.success(request, _("The cohort is closed. Places that ended: %(n)d.") % {"n": left})
        return redirect(found)
    places = Membership.objects.current().filter(cohort=found).select_related("person")
    context = {"cohort": found, "places": places, "is_over": found.has_ended(request.now)}
    return render(request, "workshops/cohort_close.html", context)
