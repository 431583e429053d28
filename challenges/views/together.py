"""Commitments made together: asking, and answering."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.exceptions import AlreadySaid
from challenges.forms.together import TogetherForm
from challenges.holding import may_be_asked
from challenges.models import Commitment, Holder
from challenges.services import together
from challenges.views.commitments import already, to_mine
from challenges.views.shown import own, sent, words


@words
def ask(request, pk):
    """With whom its author wants to make a commitment."""
    found = own(request, Commitment, pk)
    if found.state != Commitment.State.OPEN:
        return already(request)
    places, said = may_be_asked(found), answers(found)
    form = TogetherForm(sent(request), places=places, initial={"places": list(map(str, said))})
    if request.method == "POST" and form.is_valid():
        return asked(request, found, form)
    rows = [(box, said.get(place.pk)) for box, place in zip(form["places"], places, strict=True)]
    context = {"form": form, "commitment": found, "rows": rows}
    return render(request, "challenges/together.html", context, status=422 if form.is_bound else 200)


def answers(found):
    """By place: yes, or that it is asked."""
    rows = Holder.objects.standing().filter(commitment=found)
    return {one.membership_id: "yes" if one.yes_at else "asked" for one in rows}


def asked(request, found, form):
    try:
        together.ask(commitment=found, places=form.chosen, by=request.user, now=request.now)
    except AlreadySaid:
        return already(request)
    messages.success(request, _("Saved. Whoever you asked finds it on their home page."))
    return to_mine()


@require_POST
@words
def answer(request, pk):
    """Yes, or no, of somebody who is asked; out, of somebody who said yes."""
    mine = Holder.objects.standing().filter(membership__in=request.viewer.membership_ids)
    mine = mine.filter(commitment__in=Commitment.objects.visible_to(request.viewer))
    holder = get_object_or_404(mine.select_related("commitment", "membership"), commitment=pk)

    yes = request.POST.get("yes") == "yes"
    try:
        together.answer(
            commitment=holder.commitment, place=holder.membership, yes=yes, by=request.user, now=request.now
        )
    except AlreadySaid:
        return already(request)
    messages.success(request, _("It is yours too now.") if yes else _("Noted: it is not yours."))
    return to_mine()
