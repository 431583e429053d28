"""Adding a session, and what may happen to it as a whole."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.models import Cohort
from workshops.exceptions import AlreadyCancelled
from workshops.forms.sessions import Kind, NewSessionForm, SessionForm, pairs_of, sets_of
from workshops.models import Session
from workshops.rules import may_plan
from workshops.services import sessions
from workshops.views.fetch import session_run
from workshops.views.pages import invalid, refuse


def session_add(request, pk):
    cohort = get_object_or_404(Cohort.objects.visible_to(request.viewer).select_related("programme"), pk=pk)
    form = NewSessionForm(request.POST or None, cohort=cohort, **choices(request.viewer, cohort))
    if form.is_valid():
        session = sessions.add(
            cohort=cohort,
            fields=form.session_fields,
            objectives=form.cleaned_data["objectives"],
            day=form.day_fields,
            by=request.user,
            now=request.now,
        )
        messages.success(
            request,
            _("Saved as a draft. Nobody has been told; publish the dates or the agenda when ready."),
        )
        return redirect(session)
    context = {"form": form, "cohort": cohort, "starts": may_plan(request.viewer, cohort)}
    return render(request, "workshops/session_form.html", context, status=invalid(request))


def choices(viewer, cohort):
    """What this viewer may add to the cohort: anything, or a meeting of a set they advise, or nothing (403)."""
    plans = may_plan(viewer, cohort)
    sets = sets_of(cohort, viewer, plans=plans)
    if not plans and not sets.exists():
        raise PermissionDenied
    pairs = pairs_of(cohort)
    return {"sets": sets, "pairs": pairs if plans else pairs.none(), "kinds": kinds(viewer, cohort, plans)}


def kinds(viewer, cohort, plans):
    """An administrator as such knows of no set's and no pair's meeting, so adds none."""
    if not plans:
        return [Kind.SET_MEETING]
    inside = cohort.pk in viewer.cohorts_facilitated or cohort.programme_id in viewer.programmes_coordinated
    return [kind for kind in Kind if inside or kind not in {Kind.SET_MEETING, Kind.COACHING}]


def session_edit(request, pk):
    session = session_run(request.viewer, pk)
    form = SessionForm(
        request.POST or None, instance=Session.objects.get(pk=pk), **choices(request.viewer, session.cohort)
    )
    if form.is_valid():
        fields, objectives = form.session_fields, form.cleaned_data["objectives"]
        sessions.edit(session=session, fields=fields, objectives=objectives, by=request.user, now=request.now)
        messages.success(request, _("The session is saved."))
        return redirect(session)
    return render(
        request,
        "workshops/session_form.html",
        {"form": form, "cohort": session.cohort, "session": session},
        status=invalid(request),
    )


@require_POST
def publish_dates(request, pk):
    session = session_run(request.viewer, pk)
    with refuse(request, {AlreadyCancelled: _("Every day of this session is cancelled.")}):
        sessions.publish_dates(session=session, by=request.user, now=request.now)
        messages.success(request, _("The dates are published for the cohort to hold. The agenda stays a draft."))
    return redirect(session)
