"""One press on a row of the agenda mends what does not add up."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workshops.editions import slots
from workshops.exceptions import AlreadyCancelled, ChangedMeanwhile, NothingToSplit, PastTheNextDay, TooMany
from workshops.models import Item
from workshops.services import remedies
from workshops.views.editor import back
from workshops.views.fetch import session_run
from workshops.views.pages import refuse

PRESSED = re.compile(r"([a-z]{1,10}) ([0-9]{1,18}) ([0-9]{1,9}) ([0-9]{1,4})")  # kind, target, revision, value
HIGHEST = 24 * 60  # no remedy sets more than the minutes of a day, but for pins, which the agenda works out
REASONS = {
    ChangedMeanwhile: gettext_lazy("Somebody else changed this meanwhile, so nothing is done. Look at the sum again."),
    AlreadyCancelled: gettext_lazy("This day is cancelled, so nothing is done."),
    NothingToSplit: gettext_lazy("Nobody is expected any more, so there are no groups to make."),
    TooMany: gettext_lazy("A day holds at most 500 items, so no break is added. Delete some first."),
    PastTheNextDay: gettext_lazy("That would push an item past the end of the next day, so nothing is done."),
}


@require_POST
def mend(request, pk):
    """Do what the button said; what the day looks like now is said after it."""
    session = session_run(request.viewer, pk)
    kind, target, revision, value = pressed(request.POST.get("remedy", ""))
    if kind == "close":
        return end_later(request, session, target, revision, value)
    items = Item.objects.filter(day__session=session, day__cancelled_at=None).select_related("day__session")
    item = get_object_or_404(items, pk=target)
    with refuse(request, REASONS):
        remedies.mend(kind=kind, item=item, revision=revision, value=value, by=request.user, now=request.now)
        said = _("Done: %(title)s. The day’s last item now ends at %(ends)s.")
        messages.success(request, said % {"title": item.title, "ends": slots(item.day)[-1].ends})
    return back(request, session, item, "edit")


def end_later(request, session, target, closes, value):
    day = get_object_or_404(session.days.all(), pk=target)
    if not closes < value < HIGHEST:
        raise Http404
    with refuse(request, REASONS):
        day = remedies.end_later(day=day, closes=closes, value=value, by=request.user, now=request.now)
        messages.success(request, _("The day ends at %(ends)s now.") % {"ends": day.closes.strftime("%H:%M")})
    return back(request, session)


def pressed(text):
    """The parts of what a button sends. What no button sends is not there."""
    match = PRESSED.fullmatch(text)
    if not match or match[1] not in {*remedies.WAYS, "close"}:
        raise Http404
    kind, (target, revision, value) = match[1], (int(number) for number in match.groups()[1:])
    if kind not in ("push", "unpin", "tomorrow") and not 1 <= value <= HIGHEST:
        raise Http404
    return kind, target, revision, value
