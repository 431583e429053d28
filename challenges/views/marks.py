from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.forms.marks import SelfCheckForm
from challenges.models import SelfCheck
from challenges.readers import circle_of
from challenges.services import marks
from challenges.views.shown import own_challenge, sent, words


@words
def check(request, pk):
    """The four marks, as the author sees them now; the form that was filled before comes back as it stands."""
    found = own_challenge(request, pk)
    circle = circle_of(found.membership)
    row = SelfCheck.objects.written_by(request.viewer).filter(challenge=found).select_related("learning_set").first()
    if row and request.method == "POST" and SelfCheckForm.is_empty(request.POST):
        return take_out(request, found)
    initial = SelfCheckForm.chosen_for(row, circle) if row else None
    form = SelfCheckForm(sent(request), instance=row, circle=circle, initial=initial)
    if request.method == "POST" and form.is_valid():
        marks.check(challenge=found, words=form.words, **form.readers, by=request.user, now=request.now)
        return back(request, found, _("Noted. Look at the four marks again whenever something has changed."))
    context = {"form": form, "challenge": found, "shared": row}
    return render(request, "challenges/marks.html", context, status=422 if form.is_bound else 200)


def take_out(request, challenge):
    """Every answer was emptied: then nothing is said, to nobody."""
    marks.take_out(challenge=challenge, by=request.user, now=request.now)
    return back(request, challenge, _("Your answers are taken out. Look at the four marks again whenever you like."))


def back(request, challenge, said):
    messages.success(request, said)
    return redirect(reverse("challenges:challenge", args=[challenge.pk]) + "#marks")
