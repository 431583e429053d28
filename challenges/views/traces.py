"""The story of one's year: chosen, edited and ordered by its author; shown, presented and printed for its readers."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.copied import parts_of
from challenges.exceptions import NotTheirs
from challenges.forms import ReadersForm
from challenges.forms.traces import ChooseForm, PartForm
from challenges.gathering import Found, Kind, written
from challenges.models import Challenge, Trace, TracePart
from challenges.readers import circle_of
from challenges.rules import may_change
from challenges.services import share as share_with
from challenges.services import traces
from challenges.trace_sheet import printed
from challenges.views.shown import own_place, sent, words
from workshops.views.printing import file


def trace_read(request, pk) -> Trace:
    """A story that is the viewer's, or shared with them."""
    return get_object_or_404(Trace.objects.visible_to(request.viewer).with_author(), pk=pk)


def own_trace(request, pk) -> Trace:
    """The viewer's own story: refused where it is only shared with them."""
    found = trace_read(request, pk)
    if not may_change(request.viewer, found):
        raise PermissionDenied
    return found


def own_part(request, pk) -> TracePart:
    found = get_object_or_404(TracePart.objects.filter(trace__in=Trace.objects.visible_to(request.viewer)), pk=pk)
    found.trace = own_trace(request, found.trace_id)
    return found


@words
def listed(request):
    """The stories that the viewer may read: their own, and those that are shared with them."""
    found = Trace.objects.visible_to(request.viewer).with_author().order_by("membership__person__sort_key", "pk")
    return render(request, "challenges/traces.html", {"traces": found, "places": request.viewer.participations})


@words
def choose(request, pk):
    """Everything that was written in one place, in the order of time, with a box beside each."""
    place = own_place(request, pk)
    trace = Trace.objects.filter(membership=place).first()
    parts = {f"{part.kind}-{part.number}": part for part in trace.parts.all()} if trace else {}
    found = {each.key: each for each in written(place)}
    found |= {key: of_part(part) for key, part in parts.items() if key not in found}
    first = {"chosen": list(parts), "title": trace.title if trace else _("What I tried, and what I learned")}
    form = ChooseForm(sent(request), instance=Trace(), keys=found, initial=first)
    if request.method == "POST" and form.is_valid() and (kept := keep(request, place, form)):
        return redirect(kept)
    rows = list(zip(found.values(), form["chosen"], strict=True))
    context = {"place": place, "trace": trace, "form": form, "rows": rows}
    context["challenge"] = Challenge.objects.filter(membership=place).first()
    return render(request, "challenges/trace_choose.html", context, status=422 if form.is_bound else 200)


def of_part(part: TracePart) -> Found:
    """What is in the story, and gone from where it was copied."""
    return Found(Kind(part.kind), part.number, None, part.on, part.heading, part.text, part.picture)


def keep(request, place, form):
    chosen = {"title": form.cleaned_data["title"], "keys": form.cleaned_data["chosen"]}
    try:
        kept = traces.choose(place=place, **chosen, by=request.user, now=request.now)
    except NotTheirs:
        form.add_error("chosen", _("Something that you chose is gone. Look at the list again."))
        return None
    messages.success(request, _("Your story is saved. Change its words and its order here."))
    return kept


@words
def shown(request, pk):
    """The story; for its author with what can be done to it."""
    trace = trace_read(request, pk)
    context = {"trace": trace, "parts": parts_of(trace), "mine": may_change(request.viewer, trace)}
    return render(request, "challenges/trace.html", context)


@words
def present(request, pk, number):
    """One part of the story at a time, large, for a room."""
    trace = trace_read(request, pk)
    parts = parts_of(trace)
    if not 0 <= number <= len(parts):
        raise Http404
    context = {"trace": trace, "part": parts[number - 1] if number else None, "number": number, "last": len(parts)}
    return render(request, "challenges/trace_present.html", context)


@words
def sheet(request, pk):
    trace = trace_read(request, pk)
    pdf = printed(trace, request.now, large=request.GET.get("size") == "large")
    return file(pdf, "application/pdf", f"story-{trace.pk}.pdf")


def still_there(view):
    """Another page may have taken the part out of the story between the fetch and the service."""

    @wraps(view)
    def answered(request, pk):
        try:
            return view(request, pk)
        except NotTheirs as gone:
            raise Http404 from gone

    return answered


@words
@still_there
def edit_part(request, pk):
    part = own_part(request, pk)
    form = PartForm(sent(request), instance=part)
    if request.method == "POST" and form.is_valid():
        traces.edit(part=part, **form.cleaned_data, by=request.user, now=request.now)
        messages.success(request, _("Saved in the story. Where you first wrote it, it stays as it was."))
        return redirect(part.trace)
    context = {"form": form, "trace": part.trace}
    return render(request, "challenges/trace_part.html", context, status=422 if form.is_bound else 200)


@require_POST
@words
@still_there
def move_part(request, pk):
    part = own_part(request, pk)
    traces.move(part=part, down="down" in request.POST, by=request.user, now=request.now)
    return redirect(f"{part.trace.get_absolute_url()}#part-{part.pk}")


@words
def share(request, pk):
    trace = own_trace(request, pk)
    circle = circle_of(trace.membership)
    form = ReadersForm(sent(request), circle=circle, initial=ReadersForm.chosen_for(trace, circle))
    if request.method == "POST" and form.is_valid():
        share_with(thing=trace, **form.readers, by=request.user, now=request.now)
        messages.success(request, _("Saved. From now on those you chose can read it, and nobody else."))
        return redirect(trace)
    context = {"form": form, "shared": trace, "trace": trace}
    return render(request, "challenges/trace_share.html", context, status=422 if form.is_bound else 200)
