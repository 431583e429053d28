from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.coaching import answers_in_words, coaches, side_by_side
from challenges.exceptions import ChangedMeanwhile, KeyTaken, PairOver
from challenges.forms.coaching import InterviewForm, NoteForm
from challenges.models import CoachingNote, Interview, Moment
from challenges.services import coaching as services
from challenges.views.coaching import own_pair
from challenges.views.shown import sent, words


def other(request, pair):
    """The one of the two that the viewer is not."""
    return pair.coachee if coaches(request.viewer, pair) else pair.coach


def going(request, pk):
    """A pair of the viewer's that works together now; refused once it has ended."""
    pair = own_pair(request, pk)
    if pair.ended_at:
        raise PermissionDenied
    return pair


def mine(request, model, pk):
    """A row the viewer wrote: refused where they may only read it, not there where they may not."""
    rows = model.objects.visible_to(request.viewer)
    found = get_object_or_404(rows.select_related("author", "pair__coach__person", "pair__coachee__person"), pk=pk)
    if found.author_id not in request.viewer.membership_ids:
        raise PermissionDenied
    return found


@words
def add_note(request, pk):
    pair = going(request, pk)
    form = NoteForm(sent(request), reader=other(request, pair))
    if request.method == "POST" and form.is_valid() and keep(request, pair, form):
        return redirect("challenges:pair", pair.pk)
    context = {"form": form, "pair": pair}
    return render(request, "challenges/coaching_note.html", context, status=422 if form.is_bound else 200)


def keep(request, pair, form):
    said = {"text": form.cleaned_data["text"], "share": form.shares, "key": form.cleaned_data["key"]}
    try:
        note = services.write_note(pair=pair, **said, by=request.user, now=request.now)
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to add a note."))
        return None
    except PairOver as over:
        raise PermissionDenied from over
    messages.success(request, _("Your note is saved. Nobody is emailed about it."))
    return note


@words
def edit_note(request, pk):
    note = mine(request, CoachingNote, pk)
    shown = {"text": note.text, "share": bool(note.shared_at), "seen": note.stamp}
    form = NoteForm(sent(request), reader=other(request, note.pair), initial=shown)
    if request.method == "POST" and form.is_valid() and reworded(request, note, form):
        return redirect(note)
    context = {"form": form, "pair": note.pair, "note": note}
    if form.overtaken:
        context["meanwhile"] = [("", note.text)]
    return render(request, "challenges/coaching_note.html", context, status=422 if form.is_bound else 200)


def reworded(request, note, form):
    said = {"text": form.cleaned_data["text"], "share": form.shares, "seen": form.cleaned_data["seen"]}
    try:
        services.change_note(note=note, **said, by=request.user, now=request.now)
    except ChangedMeanwhile:
        note.refresh_from_db()
        return form.show_meanwhile(note)
    messages.success(request, _("Your note is saved."))
    return note


@require_POST
@words
def share_note(request, pk):
    return share(request, mine(request, CoachingNote, pk))


@require_POST
@words
def share_interview(request, pk):
    return share(request, mine(request, Interview, pk))


def share(request, thing):
    reader, shares = other(request, thing.pair), request.POST.get("share") == "yes"
    services.share(thing=thing, share=shares, by=request.user, now=request.now)
    if shares:
        messages.success(request, _("From now on %(name)s can read it too, and nobody else.") % {"name": reader})
    else:
        messages.success(request, _("From now on only you can read it."))
    return redirect(thing)


@words
def interviews(request, pk):
    """Both interviews side by side, as far as the viewer may read them."""
    pair = own_pair(request, pk)
    me = pair.coach_id if coaches(request.viewer, pair) else pair.coachee_id
    context = {"pair": pair, "me": me, "tables": side_by_side(pair, request.viewer), "moments": Moment.choices}
    return render(request, "challenges/interviews.html", context)


@words
def interview(request, pk, moment):
    pair = going(request, pk)
    if moment not in Moment.values:
        raise Http404
    written = mine_of(request, pair, moment)
    shown = written.answers | {"share": bool(written.shared_at), "seen": written.stamp} if written else {}
    form = InterviewForm(sent(request), moment=moment, reader=other(request, pair), initial=shown)
    if request.method == "POST" and form.is_valid() and answered(request, pair, moment, form):
        return redirect("challenges:interviews", pair.pk)
    context = {"form": form, "pair": pair, "moment": Moment(moment)}
    if form.overtaken:
        context["meanwhile"] = answers_in_words(mine_of(request, pair, moment))
    return render(request, "challenges/interview.html", context, status=422 if form.is_bound else 200)


def mine_of(request, pair, moment):
    return Interview.objects.written_by(request.viewer).filter(pair=pair, moment=moment).first()


def answered(request, pair, moment, form):
    said = {"answers": form.answers, "share": form.shares, "seen": form.cleaned_data["seen"]}
    try:
        found = services.answer(pair=pair, moment=moment, **said, by=request.user, now=request.now)
    except PairOver as over:
        raise PermissionDenied from over
    except ChangedMeanwhile:
        return form.show_meanwhile(mine_of(request, pair, moment))
    messages.success(request, _("Your answers are saved."))
    return found
