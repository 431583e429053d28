from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Membership
from cohorts.views.people import coordinated_place
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


def leave(request, pk):
    """Once the cohort has ended, who took part may go by themselves; before that the office ends a place."""
    mine = Membership.objects.current().participants().filter(person=request.user)
    place = get_object_or_404(mine.select_related("cohort__programme"), pk=pk)
    if not place.cohort.is_alumni(request.now.astimezone(place.cohort.tz).date()):
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
    context = {"cohort": found, "places": places, "is_over": found.is_alumni(request.now.astimezone(found.tz).date())}
    return render(request, "workshops/cohort_close.html", context)
