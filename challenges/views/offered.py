"""The dates that a set has on offer: who can, and which is settled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.exceptions import NoLongerOffered, TooManyOffered
from challenges.forms.offered import AvailabilityForm, OfferForm, WhereForm
from challenges.models import OfferedDate
from challenges.offering import table
from challenges.services import offered as services
from challenges.views.shown import inside, sent, today, words
from cohorts.models import ActionLearningSet


def page(request, found, *, offer=None, marks=None):
    shown = table(found, request.user, today(request, found))
    context = {
        "set": found,
        "table": shown,
        "offer": offer or OfferForm(today=today(request, found)),
        "marks": marks or AvailabilityForm(offered=shown.offered, answers=shown.mine),
    }
    wrong = any(form is not None and form.is_bound for form in (offer, marks))
    return render(request, "challenges/set_dates.html", context, status=422 if wrong else 200)


def to_dates(found):
    return redirect(reverse("challenges:set_dates", args=[found.pk]))


@words
def dates(request, pk):
    """The dates on offer, with what each member and the adviser said; posted, what the reader says."""
    found = inside(request, pk)
    if request.method != "POST":
        return page(request, found)
    shown = table(found, request.user, today(request, found))
    marks = AvailabilityForm(request.POST, offered=shown.offered, answers=shown.mine)
    if not marks.is_valid():
        return page(request, found, marks=marks)
    services.mark(learning_set=found, answers=marks.answers, by=request.user, now=request.now)
    messages.success(request, _("Your answers are saved. The set and its adviser see them."))
    return to_dates(found)


@words
@require_POST
def offer(request, pk):
    found = inside(request, pk)
    form = OfferForm(request.POST, today=today(request, found))
    if form.is_valid() and keep(request, found, form):
        return to_dates(found)
    return page(request, found, offer=form)


def keep(request, found, form):
    try:
        made = services.offer(learning_set=found, **form.cleaned_data, by=request.user, now=request.now)
    except TooManyOffered:
        form.add_error(None, _("There are enough dates on offer. Take one back before you offer another."))
        return None
    messages.success(request, _("The date is on offer. Nobody is emailed about it: tell the set."))
    return made


@words
def settle(request, pk):
    """What settling does, and where the meeting is; posted, the meeting."""
    one = get_object_or_404(
        OfferedDate.objects.filter(learning_set__in=ActionLearningSet.objects.inside(request.viewer)).select_related(
            "learning_set__cohort__programme", "learning_set__adviser__person"
        ),
        pk=pk,
    )
    form = WhereForm(sent(request), programme=one.learning_set.cohort.programme)
    if request.method == "POST" and form.is_valid():
        return settled(request, one, form)
    shown = table(one.learning_set, request.user, today(request, one.learning_set))
    line = next((line for line in shown.lines if line.offered == one), None)
    context = {"form": form, "offered": one, "set": one.learning_set, "line": line}
    return render(request, "challenges/settle.html", context, status=422 if form.is_bound else 200)


def settled(request, one, form):
    try:
        services.settle(offered=one, where=form.cleaned_data, by=request.user, now=request.now)
    except NoLongerOffered:
        messages.info(request, _("That date was settled or taken back a moment ago."))
        return to_dates(one.learning_set)
    messages.success(request, _("The meeting is settled. An entry for the diary goes to the set and its adviser."))
    return redirect(one.learning_set)


@words
@require_POST
def take_back(request, pk):
    mine = ActionLearningSet.objects.inside(request.viewer)
    one = get_object_or_404(OfferedDate.objects.filter(learning_set__in=mine).select_related("learning_set"), pk=pk)
    try:
        services.take_back(offered=one, by=request.user, now=request.now)
    except NoLongerOffered:
        messages.info(request, _("That date was settled or taken back a moment ago."))
    else:
        messages.success(request, _("The date is no longer on offer."))
    return to_dates(one.learning_set)
