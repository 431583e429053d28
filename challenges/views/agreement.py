"""The ground rules of a set: written by anybody in it, agreed by everybody."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.exceptions import ChangedMeanwhile
from challenges.forms.agreement import AgreementForm
from challenges.models import Agreement
from challenges.services import agreements
from challenges.views.shown import inside, sent, words
from cohorts.models import ActionLearningSet


def to_rules(found):
    return redirect(reverse("challenges:set", args=[found.pk]) + "#rules")


@words
def write(request, pk):
    found = inside(request, pk)
    latest = agreements.current(found)
    form = AgreementForm(sent(request), initial=as_it_stands(latest))
    if request.method == "POST" and form.is_valid() and keep(request, found, form):
        return to_rules(found)
    context = {"form": form, "set": found, "latest": latest}
    return render(request, "challenges/set_rules.html", context, status=422 if form.is_bound else 200)


def as_it_stands(latest):
    if latest is None:
        return {"number": 0}
    return {"number": latest.number, "text": latest.text, "level": latest.level}


def keep(request, found, form):
    said = {name: form.cleaned_data[name] for name in ("text", "level", "number")}
    try:
        kept = agreements.write(learning_set=found, **said, by=request.user, now=request.now)
    except ChangedMeanwhile:
        latest = agreements.current(found)
        form.data = form.data.copy()
        form.data["number"] = latest.number
        form.add_error(
            None, _("Somebody wrote other rules meanwhile; they stand below. Saved again, yours replace them.")
        )
        return None
    messages.success(request, _("The rules are saved. Everybody in the set is asked to say yes to them."))
    return kept


@words
@require_POST
def assent(request, pk):
    mine = ActionLearningSet.objects.inside(request.viewer)
    one = get_object_or_404(Agreement.objects.filter(learning_set__in=mine).select_related("learning_set"), pk=pk)
    try:
        agreements.assent(agreement=one, by=request.user, now=request.now)
    except ChangedMeanwhile:
        messages.info(request, _("The rules were changed a moment ago. Read them again before you say yes."))
    else:
        messages.success(request, _("You have said yes to these rules."))
    return to_rules(one.learning_set)
