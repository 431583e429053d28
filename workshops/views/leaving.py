from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cohorts.views.people import coordinated_place
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
