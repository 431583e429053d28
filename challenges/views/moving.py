"""Moving somebody to another cohort: what ends, what goes along and what stays is shown first."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from challenges.forms.moving import MoveForm
from challenges.models import Challenge
from challenges.services import moving
from cohorts.exceptions import AlreadyHere, AlreadyLeft
from cohorts.models import CoachingPair, Cohort, Membership
from cohorts.views.people import coordinated_place
from workshops.services import leaving


def move(request, pk):
    place = moving_place(request.viewer, pk)
    if place.left_at:
        return redirect("cohorts:person", place.person_id)  # pressed twice: their page says where they are
    cohorts = others(request.viewer, place, request.now)
    form = MoveForm(request.POST or None, cohorts=cohorts)
    if request.method == "POST" and form.is_valid():
        return moved(request, place, form.cleaned_data["cohort"])
    context = {
        "place": place,
        "cohort": place.cohort,
        "form": form if cohorts.exists() else None,
        "pair": CoachingPair.objects.going().filter(coachee=place).select_related("coach__person").first(),
        "days": leaving.coaching_ahead(place, request.now),
        "has_challenge": Challenge.objects.filter(membership=place).exists(),
    }
    return render(request, "challenges/place_move.html", context, status=422 if form.errors else 200)


def moving_place(viewer, pk):
    """A participant's place. What others do for a cohort, they do for that one alone."""
    place = coordinated_place(viewer, pk)
    if place.role != Membership.Role.PARTICIPANT:
        raise Http404
    return Membership.objects.in_order().with_set().get(pk=place.pk)


def others(viewer, place, now):
    """Cohorts the viewer looks after that have not ended and in which the person has no such place."""
    there = Membership.objects.current().participants().filter(person=place.person_id)
    going = Cohort.objects.coordinated_by(viewer).filter(ends_on__gte=now.date())
    return going.exclude(pk__in=there.values("cohort")).select_related("programme").order_by("-starts_on", "pk")


def moved(request, place, cohort):
    try:
        moving.move(place=place, cohort=cohort, by=request.user, now=request.now)
    except (AlreadyHere, AlreadyLeft):
        messages.warning(request, _("Somebody was quicker: look where they are now."))
    else:
        said = _("%(name)s is in %(cohort)s now. Their access to the old cohort has ended.")
        messages.success(request, said % {"name": place.person, "cohort": cohort})
    return redirect("cohorts:person", place.person_id)
