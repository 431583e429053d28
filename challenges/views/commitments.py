from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges import services
from challenges.exceptions import AlreadySaid, KeyTaken
from challenges.forms import CommitmentForm, HowItWentForm
from challenges.holding import may_close
from challenges.models import Commitment
from challenges.readers import circle_of
from challenges.views.shown import own_challenge, sent, today, words


def back_to(challenge):
    return redirect(reverse("challenges:challenge", args=[challenge.pk]) + "#commitments")


def to_mine():
    """To the reader's own challenge: what they hold with others stands there too."""
    return redirect("challenges:mine")


def back_from(request, found):
    """To the set room that it was said in, to the challenge, or, of somebody else's, to the reader's own."""
    room = request.GET.get("room", "")
    if room.isdecimal() and len(room) < 18:
        return redirect(reverse("challenges:room", args=[int(room)]) + "#carried")
    mine = found.membership_id in request.viewer.membership_ids
    return back_to(found.challenge) if found.challenge and mine else to_mine()


@words
def add(request, pk):
    found = own_challenge(request, pk)
    place = found.membership
    form = CommitmentForm(sent(request), circle=circle_of(place), today=today(request, place))
    if request.method == "POST" and form.is_valid() and keep(request, found, form):
        return back_to(found)
    context = {"form": form, "challenge": found}
    return render(request, "challenges/add_commitment.html", context, status=422 if form.is_bound else 200)


def keep(request, found, form):
    asked = {name: form.cleaned_data[name] for name in ("text", "due_on", "key")}
    try:
        kept = services.add_commitment(challenge=found, **asked, **form.readers, by=request.user, now=request.now)
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to add a commitment."))
        return None
    messages.success(request, _("Your commitment is saved."))
    return kept


@words
def how_it_went(request, pk):
    found = held(request, pk)
    if found.state != Commitment.State.OPEN:
        return already(request)
    form = HowItWentForm(sent(request), today=today(request, found.membership))
    if request.method == "POST" and form.is_valid():
        return close(request, found, form)
    context = {"form": form, "commitment": found}
    return render(request, "challenges/how_it_went.html", context, status=422 if form.is_bound else 200)


def held(request, pk):
    """A commitment that is the viewer's, alone or with others; refused where they may only read it."""
    rows = Commitment.objects.visible_to(request.viewer).with_holders()
    named = ("membership__cohort__programme", "membership__person", "learning_set", "challenge")
    found = get_object_or_404(rows.select_related(*named), pk=pk)
    if not may_close(request.viewer, found):
        raise PermissionDenied
    return found


def close(request, found, form):
    said = {name: form.cleaned_data[name] for name in ("state", "outcome")}
    carried_to = form.cleaned_data["due_on"]
    try:
        services.say_how_it_went(commitment=found, **said, carried_to=carried_to, by=request.user, now=request.now)
    except AlreadySaid:
        return already(request)
    messages.success(request, _("Noted: how your commitment went."))
    return back_from(request, found)


def already(request):
    messages.info(request, _("How that commitment went is on record already."))
    return to_mine()
