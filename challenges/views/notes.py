"""The notes of a set: for its members and its adviser, and for nobody else."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from challenges.exceptions import AlreadySent, ChangedMeanwhile, KeyTaken, NotesClosed
from challenges.forms.notes import ChangeNoteForm, LookBackForm, NoteForm
from challenges.keeping import notes_go_on
from challenges.models import Disclosure, SetNote
from challenges.noting import ending, newcomers
from challenges.services import notes as services
from challenges.views.rooms import meeting
from challenges.views.shown import inside, sent, today, words
from cohorts.models import Membership
from workshops.models import SessionDay

A_PAGE = 30


def about(request, found):
    """What every page of notes says: whose they are, and when they go."""
    goes = notes_go_on(found.cohort.ends_on)
    return {"set": found, "goes": goes, "is_open": today(request, found) < goes}


def shown(request, found):
    rows = SetNote.objects.visible_to(request.viewer).filter(learning_set=found)
    return rows.select_related("membership__person", "day")


@words
def notes(request, pk):
    found = inside(request, pk)
    rows = shown(request, found)
    page = Paginator(rows.filter(kind=SetNote.Kind.NOTE), A_PAGE).get_page(request.GET.get("page"))
    late = newcomers(found)
    context = about(request, found) | {
        "page": page,
        "meetings": by_meeting(rows.exclude(kind=SetNote.Kind.NOTE)),
        "newcomers": [(one, one.asks(request.user)) for one in late],
        "is_new": any(one.place.person_id == request.user.pk for one in late),
        "ending": ending(found, request.now),
        "latest": meetings(found).filter(starts_at__lte=request.now).first(),
        "mine": request.viewer.membership_ids,
        "disclosed": Disclosure.objects.told_to(request.viewer).exists(),
    }
    return render(request, "challenges/set_notes.html", context)


def by_meeting(rows):
    """[(day, [(level, lines)])], the latest meeting first, without levels on which nobody wrote."""
    days = {row.day for row in rows}
    latest = sorted(days, key=lambda day: (day is not None, day and day.starts_at), reverse=True)
    return [
        (day, [(level.label, lines) for level in SetNote.LEVELS if (lines := of_level(rows, day, level))])
        for day in latest
    ]


def of_level(rows, day, level):
    return [row for row in rows if row.day == day and row.kind == level]


@words
def add(request, pk):
    found = inside(request, pk)
    days = meetings(found)
    form = NoteForm(sent(request), days=days, initial={"day": asked(request, days)})
    context = about(request, found) | {"form": form}
    if request.method == "POST" and form.is_valid() and keep(request, found, form):
        return redirect("challenges:set_notes", found.pk)
    return render(request, "challenges/set_note.html", context, status=422 if form.is_bound else 200)


def meetings(found):
    return SessionDay.objects.standing().filter(session__learning_set=found).order_by("-starts_at")


def asked(request, days):
    """The meeting that the page was opened from."""
    number = request.GET.get("meeting", "")
    return days.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None


def keep(request, found, form):
    said = {name: form.cleaned_data[name] for name in ("day", "text", "key")}
    try:
        note = services.write(learning_set=found, **said, by=request.user, now=request.now)
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to write a note."))
    except AlreadySent:
        know(form, key=uuid.uuid4())
        form.add_error(
            None, _("This was saved already, with other words. Saved again, what stands here is one more note.")
        )
    except NotesClosed:
        form.add_error(None, _("The time for notes of this set is over. Keep this in a document of your own."))
    else:
        messages.success(request, _("Your note is saved. Nobody is emailed about it."))
        return note
    return None


def know(form, **values):
    """What the next sending of this form says it has seen."""
    form.data = form.data.copy()
    form.data.update({name: str(value) for name, value in values.items()})


def own_note(request, pk):
    """A note that the viewer wrote: refused where they may only read it, not there where they may not."""
    rows = SetNote.objects.visible_to(request.viewer).select_related("learning_set__cohort__programme", "day")
    found = get_object_or_404(rows, pk=pk)
    if found.membership_id not in request.viewer.membership_ids:
        raise PermissionDenied
    return found


@words
def edit(request, pk):
    note = own_note(request, pk)
    form = ChangeNoteForm(sent(request), initial={"text": note.text, "seen": note.revision})
    context = about(request, note.learning_set) | {"form": form, "note": note}
    if request.method == "POST" and form.is_valid():
        try:
            services.change(note=note, **form.cleaned_data, by=request.user, now=request.now)
        except ChangedMeanwhile as moved:
            return changed_meanwhile(request, context, moved.args[0])
        messages.success(request, _("Your note is changed, and says when."))
        return redirect(note)
    return render(request, "challenges/set_note.html", context, status=422 if form.is_bound else 200)


def changed_meanwhile(request, context, other):
    """Another window changed the note since: both texts stand, and pressing again is knowing."""
    know(context["form"], seen=other.revision)
    return render(request, "challenges/set_note.html", context | {"other": other}, status=409)


@words
@require_POST
def delete(request, pk):
    note = own_note(request, pk)
    services.delete(note=note, by=request.user, now=request.now)
    messages.success(request, _("The note is deleted, for everybody."))
    return redirect("challenges:set_notes", note.learning_set_id)


@words
def look_back(request, pk):
    """A line on each level of learning from one meeting."""
    day = meeting(request, pk)
    found = day.session.learning_set
    mine = shown(request, found).filter(day=day, membership__in=request.viewer.membership_ids)
    before = dict(mine.exclude(kind=SetNote.Kind.NOTE).values_list("kind", "text"))
    form = LookBackForm(sent(request), initial=before)
    context = about(request, found) | {"form": form, "day": day}
    if request.method == "POST" and form.is_valid() and keep_lines(request, day, form):
        return redirect("challenges:set_notes", found.pk)
    return render(request, "challenges/set_look_back.html", context, status=422 if form.is_bound else 200)


def keep_lines(request, day, form):
    try:
        services.look_back(
            learning_set=day.session.learning_set, day=day, lines=form.cleaned_data, by=request.user, now=request.now
        )
    except NotesClosed:
        form.add_error(None, _("The time for notes of this set is over. Keep this in a document of your own."))
        return False
    messages.success(request, _("Your lines are saved with the meeting. Nobody is emailed about them."))
    return True


@words
@require_POST
def let_in(request, pk, place):
    found = inside(request, pk)
    newcomer = get_object_or_404(Membership.objects.current().filter(cohort=found.cohort_id), pk=place)
    services.let_in(learning_set=found, newcomer=newcomer, by=request.user, now=request.now)
    messages.success(request, _("You have agreed that %(name)s reads the earlier notes.") % {"name": newcomer})
    return redirect("challenges:set_notes", found.pk)


@words
def end(request, pk):
    """Delete all notes of the set now, once every member has said so here."""
    found = inside(request, pk)
    said = ending(found, request.now)
    sits = any(place.person_id == request.user.pk for place in said.yes + said.missing)
    if request.method != "POST":
        context = about(request, found) | {"ending": said, "sits": sits, "has_said": said.is_of(request.user)}
        return render(request, "challenges/set_notes_end.html", context)
    agrees = request.POST.get("agree") == "yes"
    gone = services.end(learning_set=found, agrees=agrees, by=request.user, now=request.now)
    messages.success(request, what_happened(agrees, gone))
    return redirect("challenges:set_notes", found.pk)


def what_happened(agrees, gone):
    if not agrees:
        return _("You have taken your yes back. Nothing is deleted.")
    if gone is None:
        return _("You have said yes. All notes are deleted once every member has.")
    said = ngettext(
        "Every member has said yes: %(n)d note is deleted.", "Every member has said yes: %(n)d notes are deleted.", gone
    )
    return said % {"n": gone}
