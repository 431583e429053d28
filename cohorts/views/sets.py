from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cohorts.exceptions import InUse, NameTaken, OfAnotherCohort
from cohorts.forms.sets import ArrangeForm, MakeSetsForm
from cohorts.mix import more_than_once
from cohorts.models import ActionLearningSet, Cohort, Membership
from cohorts.services import sets as services
from cohorts.views.people import coordinated, sent

FEWEST, MOST = 4, 8
COLUMNS = "name", "adviser", "fewest"


def sets(request, pk):
    """Who sits in which set: to read for the cohort, to arrange for the office."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.viewer).select_related("programme"), pk=pk)
    if not request.viewer.coordinates(cohort.programme_id):
        if request.method == "POST":
            raise PermissionDenied
        return sets_page(request, cohort)
    form = arranging(cohort, sent(request))
    if request.method == "POST" and form.is_valid():
        return arranged(request, cohort, form)
    return sets_page(request, cohort, form, status=422 if form.errors else 200)


def sets_page(request, cohort, form=None, making=None, status=200):
    participants = seated(cohort)
    learning_sets = ActionLearningSet.objects.visible_to(request.viewer).filter(cohort=cohort)
    cards = [card(found, participants) for found in learning_sets.select_related("adviser__person")]
    context = {
        "cohort": cohort,
        "cards": cards,
        "unseated": [place for place in participants if place.set_id is None],
        "participants": participants,
        "form": form,
        "making": making or (MakeSetsForm(cohort=cohort, initial={"count": 1 if cards else 4}) if form else None),
        "set_rows": [(c, *(form[f"{what}-{c['set'].pk}"] for what in COLUMNS)) for c in cards] if form else [],
        "seat_rows": [(place, form[f"seat-{place.pk}"]) for place in participants] if form else [],
    }
    return render(request, "cohorts/sets.html", context, status=status)


def seated(cohort):
    """The cohort's participants by surname, each with the set they sit in now."""
    return list(Membership.objects.current().participants().filter(cohort=cohort).in_order().with_set())


def card(learning_set, participants):
    """A set, its members, and what is worth saying about who sits together."""
    members = [place for place in participants if place.set_id == learning_set.pk]
    return {
        "set": learning_set,
        "members": members,
        "twice": more_than_once(str(place.organisation or "") for place in members),
        "few": 0 < len(members) < FEWEST,
        "many": len(members) > MOST,
    }


def arranging(cohort, data=None):
    return ArrangeForm(
        data,
        sets=ActionLearningSet.objects.filter(cohort=cohort),
        advisers=Membership.objects.current().filter(cohort=cohort, role=Membership.Role.SET_ADVISER).in_order(),
        participants=seated(cohort),
    )


def arranged(request, cohort, form):
    try:
        services.arrange(
            cohort=cohort,
            names=form.names,
            advisers=form.advisers_chosen,
            fewest=form.fewest,
            seats=form.seats_chosen,
            by=request.user,
            now=request.now,
        )
    except (NameTaken, OfAnotherCohort):
        messages.error(request, _("Somebody else changed the sets meanwhile, so nothing is saved. Look again."))
    else:
        messages.success(request, _("The sets are saved. Whoever moved reads only what their new set shares."))
    return redirect("cohorts:sets", cohort.pk)


@require_POST
def sets_make(request, pk):
    cohort = coordinated(request.viewer, pk)
    making = MakeSetsForm(request.POST, cohort=cohort)
    if not making.is_valid():
        return sets_page(request, cohort, arranging(cohort), making, status=422)
    try:
        made = services.make_sets(cohort=cohort, names=making.names, by=request.user, now=request.now)
    except NameTaken:
        messages.error(request, _("Somebody else made sets of these names meanwhile. Look again."))
    else:
        said = ngettext(
            "%(n)s set is made. Choose who sits in it.", "%(n)s sets are made. Choose who sits where.", len(made)
        )
        messages.success(request, said % {"n": len(made)})
    return redirect("cohorts:sets", cohort.pk)


@require_POST
def set_remove(request, pk):
    found = get_object_or_404(ActionLearningSet.objects.visible_to(request.viewer), pk=pk)
    coordinated(request.viewer, found.cohort_id)
    try:
        services.remove_set(learning_set=found, by=request.user, now=request.now)
        messages.success(request, _("%(set)s is removed.") % {"set": found})
    except InUse:
        messages.error(request, _("%(set)s stays: somebody sits in it, or something is kept for it.") % {"set": found})
    return redirect("cohorts:sets", found.cohort_id)
