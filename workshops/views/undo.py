"""Undo and redo of the draft agenda; and a press that was sent twice because nobody heard of the first."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workshops.exceptions import MovedOn
from workshops.models import Item
from workshops.services import undo as services
from workshops.views.editor import back, changes
from workshops.views.fetch import session_run


@require_POST
def undo(request, pk):
    return turn(request, pk, services.undo, "undo", _("Undone: %(change)s."))


@require_POST
def redo(request, pk):
    return turn(request, pk, services.redo, "redo", _("Done again: %(change)s."))


def turn(request, pk, service, go, said):
    """Undo or redo the change that the button named. When it is no longer next, say so and change nothing."""
    session = session_run(request.viewer, pk)
    typed = request.POST.get("change", "")
    change = int(typed) if typed.isdecimal() and len(typed) < 19 else 0
    try:
        found = service(session=session, change=change, by=request.user, now=request.now)
    except MovedOn:
        messages.warning(request, stale(session))
        return back(request, session, go=go, status=409)
    messages.success(request, said % {"change": found})
    if is_out_of_sight(session, found):
        messages.warning(request, _("Some of it is on a cancelled day, which this page does not show."))
    return back(request, session, go=go)


def is_out_of_sight(session, change):
    """Whether items of the change stand on a day that was cancelled: they would seem lost."""
    items = Item.objects.filter(day__session=session, pk__in=change.rows.get(Item._meta.label_lower, ()))
    return items.exclude(day__cancelled_at=None).exists()


def stale(session):
    latest = changes(session)["undoable"]
    if latest is None:
        return _("Nothing was changed: there is nothing to undo any more.")
    about = {"change": latest, "who": latest.by}
    return _("Nothing was changed: the draft is not as you saw it. Latest change: %(change)s, by %(who)s.") % about


def told_of_the_first_try(request, session):
    """Whether this is a second try whose first arrived and only its answer was lost: it is not obeyed again."""
    last = request.POST.get("last", "")
    if not (last.isdecimal() and len(last) < 19):
        return False
    arrived = session.draft_changes.filter(pk__gt=last, by=request.user).last()
    if arrived:
        messages.success(request, _("Your change had arrived after all: %(change)s.") % {"change": arrived})
    return bool(arrived)
