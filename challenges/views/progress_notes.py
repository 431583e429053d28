"""The note to one's line manager: for its author, and for nobody else here."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.exceptions import AlreadySent, ChangedMeanwhile, TooManySent
from challenges.forms.progress_notes import ProgressNoteForm
from challenges.models import ProgressNote
from challenges.progress_note_sheet import values
from challenges.services import progress_notes as services
from challenges.views.paper import printed
from challenges.views.shown import own_place, sent, words


@words
def mine(request):
    """All my notes: the one that is not sent yet, and those that are, by cohort."""
    places = request.viewer.participations
    if not places:
        raise Http404
    notes = ProgressNote.objects.written_by(request.viewer).order_by("-sent_at", "-pk")
    rows = [(place, of_place(notes, place)) for place in places]
    return render(request, "challenges/progress_notes.html", {"rows": rows})


def of_place(notes, place):
    found = [note for note in notes if note.membership_id == place.pk]
    return {"unsent": [note for note in found if not note.sent_at], "sent": [note for note in found if note.sent_at]}


@words
def write(request, pk):
    """Write the note of a place, or go on with it."""
    place = own_place(request, pk)
    known = unsent(place)
    shown = ProgressNoteForm.initial_of(known) if known else {"to_name": place.line_manager}
    form = ProgressNoteForm(sent(request), initial=shown)
    context = {"form": form, "place": place, "note": known}
    if request.method == "POST" and form.is_valid():
        try:
            said = {"fields": form.said, "seen": form.cleaned_data["seen"]}
            return redirect(services.write(place=place, **said, by=request.user, now=request.now))
        except ChangedMeanwhile:
            other = unsent(place)
            form.show_meanwhile(other)
            context["meanwhile"] = other.parts
    return render(request, "challenges/progress_note_form.html", context, status=422 if form.is_bound else 200)


def unsent(place):
    return ProgressNote.objects.filter(membership=place, sent_at=None).first()


def own_note(request, pk):
    notes = ProgressNote.objects.written_by(request.viewer)
    return get_object_or_404(notes.select_related("membership__person", "membership__cohort__programme"), pk=pk)


@words
def note(request, pk):
    """The note as it will arrive, with who gets it, before it is sent; afterwards what was sent, to whom and when."""
    return render(request, "challenges/progress_note.html", {"note": own_note(request, pk)})


@words
def sheet(request, pk):
    """The same on paper."""
    found = own_note(request, pk)
    return printed(request, "progress-note", values(found, request.now), "progress-note")


@require_POST
@words
def send(request, pk):
    found = own_note(request, pk)
    try:
        services.send(note=found, seen=request.POST.get("seen", ""), by=request.user, now=request.now)
    except ChangedMeanwhile:
        messages.error(request, _("It was changed in another window meanwhile, and is not sent. Now it reads so."))
    except TooManySent:
        messages.error(
            request, _("You have sent three notes in a day. This one is kept: print it, or send it tomorrow.")
        )
    else:
        messages.success(request, _("Your note goes to %(name)s within a minute.") % {"name": found.to_name})
    return redirect(found)


@require_POST
@words
def throw_away(request, pk):
    found = own_note(request, pk)
    try:
        services.throw_away(note=found, by=request.user)
    except AlreadySent:
        messages.error(request, _("This note has been sent, so it stays."))
        return redirect(found)
    messages.success(request, _("The note is thrown away. Nobody has read it."))
    return redirect("challenges:progress_notes")
