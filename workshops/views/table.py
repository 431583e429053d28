"""The draft agenda as a table: every row that was typed over is saved, then the button that was pressed is obeyed."""

import re

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workshops.editions import slots
from workshops.exceptions import AlreadyCancelled, ChangedMeanwhile, Gone, MovedOn, TooMany
from workshops.forms.rows import RowForm
from workshops.models import Item
from workshops.services import items
from workshops.services.losses import loss
from workshops.views.editor import Unsaved, back, editor
from workshops.views.fetch import day_run, session_run
from workshops.views.pages import refuse
from workshops.views.presses import PRESSES, pressed
from workshops.views.undo import told_of_the_first_try

POSTED_ROW = re.compile(r"i([0-9]{1,18})-(?:title|minutes|kind|pinned_minute|was)")


@require_POST
def agenda(request, pk):
    """Save the rows that were changed in the table, all or none; then do what the button says."""
    day = day_run(request.viewer, pk)
    press = pressed(request.POST, day)
    done_already = press.name and told_of_the_first_try(request, day.session)
    unsaved = typed(request.POST, day, press)
    if status := unsaved.status or conflicting(request, day, unsaved):
        return editor(request, session_run(request.viewer, day.session_id), unsaved=unsaved, status=status)
    return back(request, day.session) if done_already else obey(request, day, press)


def typed(data, day, press):
    """The rows that were posted, and those of items that somebody deleted meanwhile."""
    posted = {int(match[1]) for key in data if (match := POSTED_ROW.fullmatch(key))}
    there = Item.objects.filter(day__session=day.session_id).in_bulk(posted)
    lost = [found_lost(day.session, pk) for pk in sorted(posted - set(there))]
    unsaved = Unsaved(
        {pk: RowForm(item, data) for pk, item in there.items()},
        [(one, form) for one in lost if (form := RowForm(one.was, data)).is_wrong or form.is_touched],
    )
    if press.name == "theirs":
        unsaved.forms.pop(press.pk, None)
    if press.name == "mine" and press.pk in unsaved.forms:
        unsaved.forms[press.pk].over(press.other)
    return unsaved


def found_lost(session, pk):
    """How the item went out of the draft. One that the session never had refuses everything."""
    lost = loss(session, pk)
    if lost is None:
        raise Http404
    return lost


def conflicting(request, day, unsaved):
    """Save what was touched; 409 when somebody else saved one of the rows first."""
    rows = [form.row for form in unsaved.forms.values() if form.is_touched]
    try:
        items.set_rows(session=day.session, rows=rows, by=request.user, now=request.now)
    except ChangedMeanwhile as conflict:
        unsaved.conflict = conflict.row
        return 409
    if rows:
        messages.success(request, saved(day))
    return 0


def saved(day):
    """That it is saved, and when the day ends now; of a day whose items were all moved away meanwhile, only that."""
    line = slots(day)
    return _("Saved. The last item ends at %(end)s.") % {"end": line[-1].ends} if line else _("Saved.")


def obey(request, day, press):
    """Do what the button says, say what came of it, and lead the hand back to where it was."""
    status, done = 409, None
    with refuse(request, REFUSALS):
        done = PRESSES[press.name](press, request, day)
        status = 200
    if done is None:
        return back(request, day.session, status=status)
    if done.said:
        messages.success(request, done.said)
    return back(request, day.session, done.at, done.go)


REFUSALS = {
    TooMany: gettext_lazy("A day holds at most 500 items. Nothing was added: delete some, or use another day."),
    Gone: gettext_lazy("Somebody deleted that item meanwhile. Nothing else was changed; undo brings it back."),
    MovedOn: gettext_lazy("Somebody put that item back already."),
    AlreadyCancelled: gettext_lazy("That day is cancelled, so nothing moves into it."),
}
