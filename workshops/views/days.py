from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from workshops.exceptions import AlreadyCancelled, SameDate
from workshops.forms.days import DayForm
from workshops.rules import may_plan
from workshops.services import days
from workshops.views.fetch import day_run, session_run
from workshops.views.pages import invalid


def day_add(request, pk):
    session = session_run(request.viewer, pk)
    form = DayForm(request.POST or None, cohort=session.cohort)
    if form.is_valid() and saved(
        form, days.add, session=session, fields=form.day_fields, by=request.user, now=request.now
    ):
        messages.success(request, _("The day is added."))
        return redirect(session)
    return page(request, form, session)


def day_edit(request, pk):
    day = day_run(request.viewer, pk)
    form = DayForm(request.POST or None, cohort=day.session.cohort, day=day)
    if day.cancelled_at:
        messages.error(request, _("This day is cancelled. Add a new day instead."))
        return redirect(day.session)
    if form.is_valid() and saved(form, days.edit, day=day, fields=form.day_fields, by=request.user, now=request.now):
        messages.success(
            request, _("The day is saved and counts at once. Whoever was told otherwise gets one mail in two minutes.")
        )
        return redirect(day.session)
    return page(request, form, day.session, day)


def saved(form, service, **what):
    """Whether the service took it; a date that the session has already is said beside the field."""
    try:
        service(**what)
    except SameDate:
        form.add_error("date", _("The session has a day on this date already."))
    except AlreadyCancelled:
        form.add_error(None, _("This day was cancelled meanwhile, so nothing was saved. Add a new day instead."))
    return not form.errors


def page(request, form, session, day=None):
    context = {"form": form, "session": session, "day": day, "cohort": session.cohort}
    context["plans"] = may_plan(request.viewer, session.cohort)
    return render(request, "workshops/day_form.html", context, status=invalid(request))
