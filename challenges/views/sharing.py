from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from challenges import services
from challenges.forms import ReadersForm
from challenges.models import Commitment, Entry
from challenges.readers import circle_of
from challenges.views.shown import own, own_challenge, sent, words


@words
def share_challenge(request, pk):
    found = own_challenge(request, pk)
    return share(request, found, found)


@words
def share_entry(request, pk):
    found = own(request, Entry, pk)
    return share(request, found, found.challenge)


@words
def share_commitment(request, pk):
    found = own(request, Commitment, pk)
    return share(request, found, found.challenge)


def share(request, thing, challenge):
    circle = circle_of(thing.membership)
    form = ReadersForm(sent(request), circle=circle, initial=ReadersForm.chosen_for(thing, circle))
    if request.method == "POST" and form.is_valid():
        services.share(thing=thing, **form.readers, by=request.user, now=request.now)
        messages.success(request, _("Saved. From now on those you chose can read it, and nobody else."))
        return redirect(challenge)
    context = {"form": form, "shared": thing, "challenge": challenge, "kind": thing._meta.model_name}
    return render(request, "challenges/share.html", context, status=422 if form.is_bound else 200)
