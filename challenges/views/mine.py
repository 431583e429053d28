from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from challenges import services
from challenges.exceptions import AlreadyWritten
from challenges.forms import ChallengeForm, ChangeForm
from challenges.models import Challenge, Disclosure
from challenges.readers import circle_of
from challenges.reading import challenge_page, kinds_of, of_kind
from challenges.seen_as import Kind
from challenges.views.shown import own_challenge, own_place, sent, today, words


@words
def mine(request):
    """My challenge; the first draft where there is none; a choice where I participate twice."""
    places = request.viewer.participations
    if not places:
        raise Http404
    written = {each.membership_id: each for each in Challenge.objects.filter(membership__in=places)}
    if len(places) > 1:
        rows = [{"place": place, "challenge": written.get(place.pk)} for place in places]
        return render(request, "challenges/which.html", {"rows": rows})
    if places[0].pk in written:
        return redirect(written[places[0].pk])
    return render(request, "challenges/none_yet.html", {"place": places[0], "circle": circle_of(places[0])})


@words
def write(request, pk):
    place = own_place(request, pk)
    if existing := Challenge.objects.filter(membership=place).first():
        return redirect(existing)
    form = ChallengeForm(sent(request), circle=circle_of(place))
    if request.method == "POST" and form.is_valid():
        return keep(request, place, form)
    context = {"form": form, "place": place}
    return render(request, "challenges/write.html", context, status=422 if form.is_bound else 200)


def keep(request, place, form):
    try:
        made = services.write_challenge(place=place, words=form.words, **form.readers, by=request.user, now=request.now)
    except AlreadyWritten:
        made = Challenge.objects.get(membership=place)  # the same form, sent twice
    messages.success(request, _("Your challenge is saved. Add to it whenever something happens."))
    return redirect(made)


@words
def challenge(request, pk):
    """A challenge for whoever may see it; `?kind=` narrows its log."""
    page = opened(request, pk, request.viewer) | {"eyes": Kind}
    page["disclosed"] = Disclosure.objects.told_to(request.viewer)
    return render(request, "challenges/challenge.html", page | narrowed(page["log"], request.GET.get("kind")))


def narrowed(lines, asked):
    """The log of the kind that was asked for, where there is something of it; else the whole."""
    kinds = kinds_of(lines)
    kind = asked if asked in dict(kinds) else ""
    return {"kinds": kinds, "kind": kind, "log": of_kind(lines, kind) if kind else lines}


def opened(request, pk, viewer):
    """The page of a challenge as `viewer` gets it; not there for those for whom it does not open."""
    found = get_object_or_404(Challenge.objects.opened_by(viewer).with_author(), pk=pk)
    return challenge_page(found, viewer) | {"today": today(request, found.membership)}


@words
def edit(request, pk):
    found = own_challenge(request, pk)
    circle = circle_of(found.membership)
    form = ChangeForm(sent(request), instance=found, circle=circle, initial=ChangeForm.chosen_for(found, circle))
    if request.method == "POST" and form.is_valid():
        services.change_challenge(challenge=found, words=form.words, **form.readers, by=request.user, now=request.now)
        messages.success(request, _("Your challenge is saved."))
        return redirect(found)
    context = {"form": form, "challenge": found, "shared": found}
    return render(request, "challenges/edit.html", context, status=422 if form.is_bound else 200)
