"""The page of one item of the draft agenda."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.exceptions import AlreadyCancelled, ChangedMeanwhile, Gone, MovedOn, TooMany
from workshops.forms.items import ItemForm
from workshops.models import Item
from workshops.services import items, losses
from workshops.views.editor import Unsaved, back, editor
from workshops.views.fetch import day_run, item_run, session_run
from workshops.views.pages import invalid, refuse
from workshops.views.undo import told_of_the_first_try

WHY_NOT = {
    TooMany: gettext_lazy(
        "A day holds at most 500 items. Delete some first, or use another day; what you typed is below."
    ),
    AlreadyCancelled: gettext_lazy("This day is cancelled, so nothing was added to it; what you typed is below."),
}


def item_add(request, pk):
    """A new last item: from its page with all the details, or from the three boxes at the foot of the day."""
    day = day_run(request.viewer, pk)
    if request.method == "POST" and told_of_the_first_try(request, day.session):
        return back(request, day.session, go=f"{day.pk}add")
    form = ItemForm(request.POST or None, day=day, initial=start_as(request.GET.get("kind")))
    item = added(request, day, form) if form.is_valid() else None
    if item:
        messages.success(request, _("Added: %(title)s.") % {"title": item.title})
        return back(request, day.session, item, f"{day.pk}add")
    if request.htmx:
        unsaved = Unsaved(quick=form, quick_day=day.pk)
        return editor(request, session_run(request.viewer, day.session_id), unsaved=unsaved, status=422)
    return page(request, form, day)


def added(request, day, form):
    """The item, or None and the reason on the form."""
    try:
        return items.add(day=day, fields=form.item_fields, **form.ties, by=request.user, now=request.now)
    except (TooMany, AlreadyCancelled) as refusal:
        form.add_error(None, WHY_NOT[type(refusal)])
        return None


def start_as(kind):
    """First values for a new item; a break is a break of a quarter of an hour."""
    return {"kind": kind, "title": _("Break"), "minutes": 15} if kind == Item.Kind.BREAK else {}


def item_edit(request, pk):
    try:
        item = item_run(request.viewer, pk)
    except Http404:
        return lost(request, pk)
    form = ItemForm(request.POST or None, day=item.day, instance=item_run(request.viewer, pk))
    if not form.is_valid():
        return page(request, form, item.day, item)
    try:
        revision = form.cleaned_data["revision"] or 0
        items.edit(item=item, revision=revision, fields=form.item_fields, **form.ties, by=request.user, now=request.now)
    except ChangedMeanwhile as conflict:
        return page(request, mine_over(form, conflict.row), item.day, item, theirs=differences(form, conflict.row))
    except Gone:
        return lost(request, pk)
    messages.success(request, _("Saved: %(title)s.") % {"title": form.cleaned_data["title"]})
    return back(request, item.day.session, item, "edit")


def lost(request, pk):
    """What was typed for an item that somebody deleted meanwhile, and the offer to put it back with these words.

    The day is the one that the page was made for; nothing is told of items of other sessions.
    """
    day = request.POST.get("of_day", "")
    if not (day.isdecimal() and len(day) < 19) or Item.objects.filter(pk=pk).exists():
        raise Http404
    day = day_run(request.viewer, day)
    form = ItemForm(request.POST, day=day)
    if "put_back" in request.GET and form.is_valid() and (item := again(request, day, pk, form)):
        messages.success(request, _("Put back: %(title)s.") % {"title": item.title})
        return back(request, day.session, item, "edit")
    context = {"form": form, "day": day, "session": day.session, "loss": losses.loss(day.session, pk)}
    return render(request, "workshops/item_lost.html", context, status=422 if "put_back" in request.GET else 409)


def again(request, day, pk, form):
    """The item put back; a new one with the same words when the draft no longer knows the old."""
    who = {"by": request.user, "now": request.now}
    try:
        return losses.put_back(session=day.session, item=pk, fields=form.item_fields, ties=form.ties, **who)
    except MovedOn:
        return added(request, day, form)
    except (TooMany, AlreadyCancelled) as refusal:
        form.add_error(None, WHY_NOT[type(refusal)])
        return None


def mine_over(form, theirs):
    """The form as it was typed, ready to be saved over the other's version on purpose."""
    form.data = form.data.copy()
    form.data["revision"] = theirs.revision
    return form


def differences(form, theirs):
    """What the other editor saved where it differs from what was typed: (label, their value) in words."""
    told = []
    for name in [*form.item_fields, *form.ties]:
        if name not in form.fields:
            continue
        field, theirs_now = form[name], getattr(theirs, name)
        if name in form.ties:
            theirs_now = list(theirs_now.all())
            if {row.pk for row in theirs_now} != {row.pk for row in form.cleaned_data[name]}:
                told.append((field.label, "; ".join(map(str, theirs_now))))
        elif theirs_now != form.cleaned_data[name]:
            told.append((field.label, in_words(theirs, name, form.fields[name])))
    return told


def in_words(item, name, field):
    display = getattr(item, f"get_{name}_display", None)
    value = display() if display else field.prepare_value(getattr(item, name))
    return str(getattr(item, name) if name == "room" and item.room else value if value is not None else "")


def page(request, form, day, item=None, theirs=None):
    context = {"form": form, "day": day, "session": day.session, "item": item, "theirs": theirs}
    status = 409 if theirs is not None else invalid(request)
    return render(request, "workshops/item_form.html", context, status=status)


def item_delete(request, pk):
    item = item_run(request.viewer, pk)
    if request.method == "POST":
        with refuse(request, {Gone: _("It is deleted already. Undo brings it back.")}):
            items.delete(item=item, by=request.user, now=request.now)
            messages.success(request, _("Deleted from the draft: %(title)s.") % {"title": item.title})
        return redirect(item.day.session)
    return render(request, "workshops/item_delete.html", {"item": item, "session": item.day.session})
