from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from challenges import canvassing
from challenges.exceptions import ChangedMeanwhile, KeyTaken, NotTheNewest
from challenges.forms.canvases import CanvasForm
from challenges.mapping import versions as maps_of
from challenges.models import Challenge, FilledCanvas
from challenges.readers import circle_of
from challenges.rules import may_change
from challenges.services import canvases as services
from challenges.views.paper import large, printed
from challenges.views.sharing import share
from challenges.views.shown import own, own_challenge, sent, words
from cohorts.models import Cohort


def read(request, pk):
    """A filled canvas that the viewer may read, or nothing there."""
    named = ("membership__person", "membership__cohort__programme", "learning_set__adviser__person", "challenge")
    return get_object_or_404(FilledCanvas.objects.visible_to(request.viewer).select_related(*named), pk=pk)


@words
def of_challenge(request, pk):
    """Every canvas, blank to print, with the versions that the viewer may read."""
    found = get_object_or_404(Challenge.objects.opened_by(request.viewer).with_author(), pk=pk)
    mine = may_change(request.viewer, found)
    offered = [one for one in canvassing.offered(found, request.viewer) if mine or one.versions]
    page = {"challenge": found, "offered": offered, "mine": mine, "maps": maps_of(found, request.viewer)}
    return render(request, "challenges/canvases.html", page)


@words
def fill(request, pk, name):
    """A first or a new version; it begins with what the last one says."""
    challenge = own_challenge(request, pk)
    canvas = canvassing.fillable(name)
    if canvas is None:
        raise Http404
    last, circle = canvassing.newest(challenge, name), circle_of(challenge.membership)
    chosen = CanvasForm.chosen_for(last, circle) if last else {}
    form = CanvasForm(sent(request), canvas=canvas, answers=last and last.answers, circle=circle, initial=chosen)
    if request.method == "POST" and form.is_valid() and (made := keep(request, challenge, form)):
        return redirect(made)
    context = {"form": form, "canvas": canvas, "challenge": challenge, "last": last}
    return render(request, "challenges/canvas_form.html", context, status=422 if form.is_bound else 200)


def keep(request, challenge, form):
    asked = form.readers | {"answers": form.answers, "key": form.cleaned_data["key"]}
    try:
        made = services.fill_canvas(
            challenge=challenge, canvas=form.canvas.name, **asked, by=request.user, now=request.now
        )
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to fill the canvas."))
        return None
    messages.success(request, _("Your canvas is saved with today’s date."))
    return made


@words
def canvas_page(request, pk):
    found = read(request, pk)
    mine = may_change(request.viewer, found)
    same = [one for one in canvassing.versions(found.challenge, request.viewer) if one.canvas == found.canvas]
    page = {
        "filled": found,
        "canvas": canvassing.shown_as(found),
        "answered": canvassing.answered(found),
        "versions": same,
        "mine": mine,
        "open": mine and canvassing.is_newest(found) and canvassing.fillable(found.canvas) is not None,
    }
    return render(request, "challenges/canvas.html", page)


@words
def edit(request, pk):
    found = own(request, FilledCanvas, pk)
    canvas, circle = canvassing.fillable(found.canvas), circle_of(found.membership)
    if canvas is None or not canvassing.is_newest(found):
        return newer(request, found)
    chosen = CanvasForm.chosen_for(found, circle) | {"seen": found.fingerprint}
    form = CanvasForm(sent(request), canvas=canvas, answers=found.answers, circle=circle, initial=chosen)
    if request.method == "POST" and form.is_valid():
        return change(request, found, form)
    return form_page(request, found, form, 422 if form.is_bound else 200)


def form_page(request, found, form, status, **more):
    context = {"form": form, "canvas": form.canvas, "challenge": found.challenge, "filled": found, "shared": found}
    return render(request, "challenges/canvas_form.html", context | more, status=status)


def change(request, found, form):
    asked = form.readers | {"answers": form.answers, "seen": form.cleaned_data["seen"]}
    try:
        services.change_canvas(filled=found, **asked, by=request.user, now=request.now)
    except NotTheNewest:
        return newer(request, found)
    except ChangedMeanwhile:
        found.refresh_from_db()
        return form_page(request, found, form, HTTPStatus.CONFLICT, theirs=form.know(found))
    messages.success(request, _("Your canvas is saved."))
    return redirect(found)


def newer(request, found):
    messages.info(request, _("An earlier version stays as it was. Fill the canvas again to say something new."))
    return redirect(found)


@words
def share_canvas(request, pk):
    found = own(request, FilledCanvas, pk)
    return share(request, found, found.challenge)


def blank(request, name):
    """A canvas to fill by hand, for everybody who has a part in a programme."""
    canvas = canvassing.canvas_of(name)
    cohort = Cohort.objects.visible_to(request.viewer).select_related("programme").order_by("-starts_on", "pk").first()
    if canvas is None or cohort is None:
        raise Http404
    values = canvassing.blank_sheet(canvas, cohort, request.now, large=large(request))
    return printed(request, "canvas", values, name)


@words
def sheet(request, pk):
    found = read(request, pk)
    values = canvassing.filled_sheet(found, request.now, large=large(request))
    return printed(request, "canvas", values, found.canvas)
