from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from challenges import services
from challenges.exceptions import KeyTaken
from challenges.forms import EntryForm
from challenges.readers import circle_of
from challenges.views.shown import own_challenge, sent, today, words


@words
def add(request, pk):
    found = own_challenge(request, pk)
    place = found.membership
    form = EntryForm(sent(request), circle=circle_of(place), today=today(request, place))
    if request.method == "POST" and form.is_valid() and (kept := keep(request, found, form)):
        return redirect(kept)
    context = {"form": form, "challenge": found}
    return render(request, "challenges/add_entry.html", context, status=422 if form.is_bound else 200)


def keep(request, found, form):
    try:
        kept = services.add_entry(
            challenge=found,
            words=form.words,
            key=form.cleaned_data["key"],
            promise=form.promise,
            **form.readers,
            by=request.user,
            now=request.now,
        )
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to add an entry."))
        return None
    messages.success(request, _("Your progress entry is saved. Nobody is emailed about it."))
    return kept
