from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.exceptions import KeyTaken
from challenges.forms.stages import StageForm
from challenges.services import stages
from challenges.views.shown import own_challenge, sent, words


@words
def move(request, pk):
    """The challenge has come to a stage: which, and what changed."""
    found = own_challenge(request, pk)
    form = StageForm(sent(request))
    if request.method == "POST" and form.is_valid() and keep(request, found, form):
        return redirect(reverse("challenges:challenge", args=[found.pk]) + "#stages")
    context = {"form": form, "challenge": found}
    return render(request, "challenges/stage.html", context, status=422 if form.is_bound else 200)


def keep(request, found, form):
    try:
        moved = stages.move(challenge=found, **form.cleaned_data, by=request.user, now=request.now)
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to go on."))
        return None
    messages.success(request, _("Noted: the stage, and what changed."))
    return moved
