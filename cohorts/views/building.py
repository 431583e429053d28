"""Building balanced sets: what to mind, a proposal with its reasons, changed by hand, kept."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts import building
from cohorts.exceptions import ChangedSince, OfAnotherCohort
from cohorts.forms.building import USUAL, PlanForm, ProposalForm, WishForm
from cohorts.mixing import Contradiction, Kind, number_for
from cohorts.models import Membership, SetWish
from cohorts.services import building as services
from cohorts.services import wishes
from cohorts.views.people import coordinated
from cohorts.views.proposed import effect, proposed_sets, refusal, wish_named


def builder(request, pk):
    """How many sets or how large, and the wishes to keep."""
    cohort = coordinated(request.viewer, pk)
    return builder_page(request, cohort, building.company(cohort))


def builder_page(request, cohort, found, *, plan=None, wishing=None, refused=None):
    people = {place.pk: place for place in found.participants}
    bosses = [wish for wish in building.hard_wishes(found, bosses=True) if wish.kind == Kind.BOSS]
    context = {
        "cohort": cohort,
        "people": len(people),
        "plan": plan or PlanForm(people=len(people), initial=usual(found)),
        "wishing": wishing or WishForm(participants=candidates(cohort)),
        "wishes": found.wishes,
        "bosses": [wish_named(wish, people) for wish in bosses],
        "refused": refusal(refused, people) if refused else None,
    }
    wrong = refused or (plan and plan.errors) or (wishing and wishing.errors)
    return render(request, "cohorts/set_builder.html", context, status=422 if wrong else 200)


def candidates(cohort):
    return Membership.objects.current().participants().filter(cohort=cohort).in_order()


def usual(found):
    """As many sets as there are, or as many as make sets of the usual size."""
    people = len(found.participants)
    return {"sets": min(len(found.sets), people) or number_for(people, USUAL), "bosses": True, "seed": 0}


@require_POST
def wish_add(request, pk):
    cohort = coordinated(request.viewer, pk)
    form = WishForm(request.POST, participants=candidates(cohort))
    if not form.is_valid():
        return builder_page(request, cohort, building.company(cohort), wishing=form)
    try:
        wishes.wish(cohort=cohort, **form.cleaned_data, by=request.user, now=request.now)
        messages.success(request, _("The wish is kept. Only the office sees it."))
    except OfAnotherCohort:
        messages.error(request, _("One of the two left meanwhile, so nothing is saved."))
    return redirect("cohorts:set_builder", pk)


@require_POST
def wish_forget(request, pk):
    wish = get_object_or_404(SetWish.objects.coordinated_by(request.viewer), pk=pk)
    wishes.forget(wish=wish, by=request.user, now=request.now)
    messages.success(request, _("The wish is removed."))
    return redirect("cohorts:set_builder", wish.cohort_id)


@never_cache
def proposal(request, pk):
    """Balanced sets to look at and to change; the address says how they were asked for, so it can be sent on."""
    cohort = coordinated(request.viewer, pk)
    found = building.company(cohort)
    plan = PlanForm(request.GET or usual(found), people=len(found.participants))
    if not found.participants or not plan.is_valid():
        return builder_page(request, cohort, found, plan=plan)
    try:
        proposed = building.propose(found, **plan.asked)
    except Contradiction as refused:
        return builder_page(request, cohort, found, plan=plan, refused=refused)
    if request.method == "POST":
        return changed_by_hand(request, cohort, plan, proposed)
    return proposal_page(request, cohort, plan, proposed, proposed.seats)


def changed_by_hand(request, cohort, plan, proposed):
    """Keep what was shown; anything else is shown first."""
    form = ProposalForm(request.POST, participants=proposed.company.participants, slots=proposed.slots)
    if not form.is_valid() or form.cleaned_data["seen"] != proposed.company.seen:
        return told(request, cohort, plan, proposed)
    if "keep" not in request.POST:
        return proposal_page(request, cohort, plan, proposed, form.seats)
    if form.cleaned_data["shown"] != building.digest(form.seats):
        messages.info(request, _("Nothing is kept yet: this is what your changes do. Keep the sets if that is right."))
        return proposal_page(request, cohort, plan, proposed, form.seats)
    return kept(request, cohort, plan, proposed, form)


def told(request, cohort, plan, proposed):
    """Somebody else was faster: the proposal begins again from how things stand."""
    messages.warning(
        request, _("The people, the sets or the wishes changed since you looked, so nothing is kept. Look again.")
    )
    return proposal_page(request, cohort, plan, proposed, proposed.seats, status=409)


def kept(request, cohort, plan, proposed, form):
    try:
        moved = services.keep(
            cohort=cohort, seats=form.seats, seen=form.cleaned_data["seen"], by=request.user, now=request.now
        )
    except (ChangedSince, OfAnotherCohort):
        return told(request, cohort, plan, proposed)
    said = _("The sets are kept. Nobody is written to.")
    if moved:
        said += " " + ngettext(
            "%(n)s person changed sets and reads only what the new set shares; what the old set shared stays with it.",
            "%(n)s people changed sets and read only what their new set shares; what the old sets shared stays there.",
            moved,
        ) % {"n": moved}
    messages.success(request, said)
    return redirect("cohorts:sets", cohort.pk)


def proposal_page(request, cohort, plan, proposed, seats, status=200):
    shown = {f"seat-{place.pk}": slot.key for place, slot in seats.items()}
    shown |= {"seen": proposed.company.seen, "shown": building.digest(seats)}
    form = ProposalForm(participants=proposed.company.participants, slots=proposed.slots, initial=shown)
    used = {slot.learning_set for slot in seats.values()}
    context = {
        "cohort": cohort,
        "plan": plan,
        "form": form,
        "cards": proposed_sets(proposed, seats, form),
        "emptied": [one for one in proposed.company.sets if one not in used],
        "changed": seats != proposed.seats,
        "moved": sum(bool(p.set_id) and str(p.set_id) != slot.key for p, slot in seats.items()),
        **effect(proposed, seats),
    }
    return render(request, "cohorts/set_proposal.html", context, status=status)
