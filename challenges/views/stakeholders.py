"""Somebody on a map: put on it, changed, taken off; what is typed stands whatever another window did meanwhile."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from challenges.exceptions import MapIsFull, NotOnThatMap, NotTheNewest, TakenOff
from challenges.forms.maps import StakeholderForm
from challenges.models import Map, Stakeholder
from challenges.services import maps as services
from challenges.views.shown import must_be_mine, own, sent, words
from cohorts.fields import LONGEST_NUMBER

REFUSED = {
    NotTheNewest: gettext_lazy("Nothing was changed: there is a newer version of this map. Change that one."),
    MapIsFull: gettext_lazy("The map is full. Take somebody off it first; nothing was added."),
    NotOnThatMap: gettext_lazy("Somebody they influence was taken off the map meanwhile. Choose again, then save."),
}


def own_stakeholder(request, pk):
    """Somebody on a map of the viewer's own."""
    rows = Stakeholder.objects.visible_to(request.viewer)
    named = ("map__membership__cohort__programme", "map__membership__person", "map__challenge")
    found = get_object_or_404(rows.select_related(*named), pk=pk)
    must_be_mine(request, found.map)
    return found


def left(request, pk):
    """The viewer's own map that somebody stood on when the form was opened, and does no more; None else."""
    number = request.POST.get("map", "")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER or Stakeholder.objects.filter(pk=pk).exists():
        return None
    return own(request, Map, number)


@words
def add(request, pk):
    found = own(request, Map, pk)
    form = StakeholderForm(sent(request), others=found.stakeholders.all())
    if request.method == "POST" and form.is_valid():
        asked = {"words": form.words, "influences": form.influenced, "key": form.cleaned_data["key"]}
        return kept(request, form, found, None, lambda **by: services.add_stakeholder(on=found, **asked, **by))
    return shown(request, form, found, None)


@words
def edit(request, pk):
    if on := left(request, pk):
        return put_back(request, on)
    found = own_stakeholder(request, pk)
    others = found.map.stakeholders.exclude(pk=found.pk)
    chosen = {"influences": found.influences.all(), "key": found.key}
    form = StakeholderForm(sent(request), instance=Stakeholder.objects.get(pk=pk), others=others, initial=chosen)
    if request.method == "POST" and form.is_valid():
        asked = {"stakeholder": found, "words": form.words, "influences": form.influenced}
        return kept(request, form, found.map, found, lambda **by: services.change_stakeholder(**asked, **by))
    return shown(request, form, found.map, found)


def put_back(request, on):
    """What was typed of somebody who is gone from the map: one press puts them back, as who they were."""
    form = StakeholderForm(request.POST, others=on.stakeholders.all())
    context = {"form": form, "map": on, "stakeholder": None, "gone": True}
    return render(request, "challenges/stakeholder.html", context, status=HTTPStatus.CONFLICT)


def shown(request, form, of, stakeholder):
    context = {"form": form, "map": of, "stakeholder": stakeholder}
    return render(request, "challenges/stakeholder.html", context, status=422 if form.is_bound else 200)


def kept(request, form, of, stakeholder, act):
    """Do it and show the map; or say why not, with the form as typed."""
    try:
        act(by=request.user, now=request.now)
    except TakenOff:
        return put_back(request, of)
    except tuple(REFUSED) as refused:
        form.add_error(None, REFUSED[type(refused)])
        return shown(request, form, of, stakeholder)
    return saved(request, of)


def saved(request, of):
    messages.success(request, _("Saved. The drawing and the table have changed."))
    return redirect(of)


@words
def remove(request, pk):
    if on := left(request, pk):
        return saved(request, on)  # from another window: it is as they want it
    found = own_stakeholder(request, pk)
    if request.method != "POST":
        return render(request, "challenges/stakeholder_remove.html", {"stakeholder": found, "map": found.map})
    try:
        services.remove_stakeholder(stakeholder=found, by=request.user, now=request.now)
    except NotTheNewest:
        messages.error(request, REFUSED[NotTheNewest])
        return redirect(found.map)
    return saved(request, found.map)
