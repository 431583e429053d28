"""The draft agenda: the table, and the page of one item."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workshops.exceptions import ChangedMeanwhile
from workshops.forms.items import ItemForm, RowForm
from workshops.models import Item
from workshops.services import items
from workshops.views.editor import editor
from workshops.views.fetch import day_run, item_run, session_run
from workshops.views.pages import invalid

PK = re.compile(r"[0-9]{1,18}")
POSTED_ROW = re.compile(r"i([0-9]{1,18})-(?:minutes|kind|was)")


@require_POST
def agenda(request, pk):
    """Save the lengths and kinds that were changed in the table; then move an item, if that was the button."""
    day = day_run(request.viewer, pk)
    forms = row_forms(request.POST, day)
    if not all(form.is_valid() for form in forms.values()):
        return editor(request, session_run(request.viewer, day.session_id), forms=forms, status=422)
    rows = [form.row for form in forms.values() if form.is_touched]
    moved, up = moved_item(request.POST, day)
    try:
        if rows:
            items.set_rows(day=day, rows=rows, by=request.user, now=request.now)
            messages.success(request, _("The lengths and kinds are saved."))
    except ChangedMeanwhile as conflict:
        forms[conflict.row.pk].renew(conflict.row)
        session = session_run(request.viewer, day.session_id)
        return editor(request, session, forms=forms, conflict=conflict.row, status=409)
    if moved:
        items.move(item=moved, up=up, by=request.user, now=request.now)
    return redirect(back_to(day.session, moved, "up" if up else "down"))


def row_forms(data, day):
    """A form for each row that was posted, by item id. An id of another day's item refuses everything."""
    of_day = {item.pk: item for item in day.items.all()}
    posted = {int(match[1]) for key in data if (match := POSTED_ROW.fullmatch(key))}
    if not posted <= set(of_day):
        raise Http404
    return {pk: RowForm(of_day[pk], data) for pk in posted}


def moved_item(data, day):
    """The item whose Up or Down was pressed, and whether it was Up."""
    for direction in ("up", "down"):
        if direction in data:
            pk = data[direction]
            item = day.items.filter(pk=pk).select_related("day").first() if PK.fullmatch(pk) else None
            if item is None:
                raise Http404
            return item, direction == "up"
    return None, False


def back_to(session, item=None, go=""):
    """The session's page, with the keyboard where the hand was."""
    url = session.get_absolute_url()
    return f"{url}?at={item.pk}&go={go}" if item else url


def item_add(request, pk):
    day = day_run(request.viewer, pk)
    form = ItemForm(request.POST or None, day=day, initial=start_as(request.GET.get("kind")))
    if form.is_valid():
        item = items.add(day=day, fields=form.item_fields, **form.ties, by=request.user, now=request.now)
        messages.success(request, _("Added: %(title)s.") % {"title": item.title})
        return redirect(back_to(day.session, item, f"{day.pk}add"))
    return page(request, form, day)


def start_as(kind):
    """First values for a new item; a break is a break of a quarter of an hour."""
    return {"kind": kind, "title": _("Break"), "minutes": 15} if kind == Item.Kind.BREAK else {}


def item_edit(request, pk):
    item = item_run(request.viewer, pk)
    form = ItemForm(request.POST or None, day=item.day, instance=item_run(request.viewer, pk))
    if not form.is_valid():
        return page(request, form, item.day, item)
    try:
        revision = form.cleaned_data["revision"] or 0
        items.edit(item=item, revision=revision, fields=form.item_fields, **form.ties, by=request.user, now=request.now)
    except ChangedMeanwhile as conflict:
        return page(request, mine_over(form, conflict.row), item.day, item, theirs=differences(form, conflict.row))
    messages.success(request, _("Saved: %(title)s.") % {"title": form.cleaned_data["title"]})
    return redirect(back_to(item.day.session, item, "edit"))


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
        session = item.day.session
        items.delete(item=item, by=request.user, now=request.now)
        messages.success(request, _("Deleted from the draft: %(title)s.") % {"title": item.title})
        return redirect(session)
    return render(request, "workshops/item_delete.html", {"item": item, "session": item.day.session})
