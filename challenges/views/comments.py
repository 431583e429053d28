"""What readers say to an entry that is shared with them, and how the author sees with their eyes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.commenting import comments_on
from challenges.exceptions import KeyTaken, NotShared
from challenges.forms.comments import CommentForm
from challenges.models import Comment, Entry
from challenges.seen_as import Kind, seen_as
from challenges.services import comments
from challenges.views.mine import opened
from challenges.views.shown import own_challenge, sent, words


@words
def add(request, pk):
    entries = Entry.objects.visible_to(request.viewer)
    named = ("challenge", "membership__person", "membership__cohort__programme", "learning_set__adviser__person")
    found = get_object_or_404(entries.select_related(*named), pk=pk)
    form = CommentForm(sent(request))
    if request.method == "POST" and form.is_valid() and keep(request, found, form):
        return redirect(found)
    context = {"form": form, "entry": found, "challenge": found.challenge}
    context["comments"] = comments_on([found], found.membership, request.viewer)[found.pk]
    return render(request, "challenges/add_comment.html", context, status=422 if form.is_bound else 200)


def keep(request, entry, form):
    said = {name: form.cleaned_data[name] for name in ("text", "key")}
    try:
        kept = comments.comment(entry=entry, **said, by=request.user, now=request.now)
    except NotShared as gone:
        raise Http404 from gone
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to comment."))
        return None
    messages.success(request, _("Your comment stands beside the entry. Nobody is emailed."))
    return kept


@require_POST
@words
def delete(request, pk):
    rows = Comment.objects.deletable_by(request.viewer).select_related("entry")
    found = get_object_or_404(rows, pk=pk)
    comments.delete(comment=found, by=request.user, now=request.now)
    messages.success(request, _("The comment is deleted."))
    return redirect(found.entry)


@words
def see_as(request, pk, kind):
    """The author's own challenge as others get it: the same page, made for those who would open it."""
    found = own_challenge(request, pk)
    if kind not in Kind.values:
        raise Http404
    eyes = seen_as(Kind(kind), found.membership)
    try:
        page = opened(request, pk, eyes.viewer)
    except Http404:
        return render(request, "challenges/sees_nothing.html", {"challenge": found, "seen_as": eyes})
    return render(request, "challenges/challenge.html", page | {"seen_as": eyes})
