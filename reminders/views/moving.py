"""Moving and cancelling: first everything that it touches, then, at one press, exactly that."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from cohorts.models import Cohort
from reminders.effects import do_if_shown
from reminders.forms.moving import PostponeAllForm
from workshops.exceptions import AlreadyCancelled
from workshops.forms.sessions import PostponeForm
from workshops.rules import may_plan
from workshops.services import days, sessions
from workshops.views.fetch import day_run, session_run


@never_cache
def session_move(request, pk):
    session = session_run(request.viewer, pk)
    first = session.days.filter(cancelled_at=None).first()
    form = PostponeForm(request.POST or None, cohort=session.cohort, initial={"date": first and first.date})
    context = {"session": session, "form": form, "first": first, "heading": _("Move %(name)s") % {"name": session.name}}
    if first is None or not form.is_valid():
        invalid = request.method == "POST" and bool(form.errors)
        return render(request, "reminders/move.html", context, status=422 if invalid else 200)
    act = partial(sessions.postpone, session=session, to=form.cleaned_data["date"], by=request.user, now=request.now)
    return touching(request, [session], act, context, session)


@never_cache
def session_cancel(request, pk):
    session = session_run(request.viewer, pk)
    act = partial(sessions.cancel, session=session, by=request.user, now=request.now)
    heading = _("Cancel %(name)s?") % {"name": session.name}
    return touching(request, [session], act, {"session": session, "heading": heading, "cancels": True}, session)


@never_cache
def day_cancel(request, pk):
    day = day_run(request.viewer, pk)
    act = partial(days.cancel, day=day, by=request.user, now=request.now)
    heading = _("Cancel one day of %(name)s?") % {"name": day.session.name}
    return touching(
        request, [day.session], act, {"session": day.session, "heading": heading, "cancels": True}, day.session
    )


@never_cache
def postpone_all(request, pk):
    """Every session of a cohort from a date on, by as many weeks or days; single ones can be left where they are."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.viewer).select_related("programme"), pk=pk)
    if not may_plan(request.viewer, cohort):
        raise PermissionDenied
    form = PostponeAllForm(request.POST or None, cohort=cohort, viewer=request.viewer, today=request.now.date())
    context = {"cohort": cohort, "form": form, "heading": _("Postpone everything from a date on"), "several": True}
    if not form.is_valid():
        invalid = request.method == "POST"
        return render(request, "reminders/move.html", context, status=422 if invalid else 200)
    moved = form.moved
    act = partial(
        sessions.postpone_many,
        moves=moved,
        cohort=cohort,
        extend=form.cleaned_data["extend"],
        by=request.user,
        now=request.now,
    )
    return touching(request, [session for session, _to in moved], act, context, cohort)


def touching(request, touched, act, context, back):
    """Show what `act` would do; do it where exactly that was shown."""
    try:
        shown = request.POST.get("shown", "") if "again" not in request.POST else ""
        found, is_done = do_if_shown(touched, act, shown, request.viewer, request.now)
        if is_done:
            messages.success(request, done(found))
            return redirect(back)
    except AlreadyCancelled:
        messages.error(request, _("It is cancelled already, so nothing was changed."))
        return redirect(back)
    context |= {"effects": found, "changed": bool(shown), "back": back}
    return render(request, "reminders/move_preview.html", context, status=409 if shown else 200)


def done(found):
    """What happens next, in words."""
    n = len(found.told)
    if not n:
        return _("Done. Nobody had been told of it, so no mail goes out.")
    return ngettext(
        "Done. %(n)s person gets one mail in two minutes; until then, a further change goes into it.",
        "Done. %(n)s people get one mail each in two minutes; until then, a further change goes into it.",
        n,
    ) % {"n": n}
