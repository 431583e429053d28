"""A new session that does not start empty: from a template, or as a copy of an earlier one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from workshops.exceptions import Gone, NotUnderstood
from workshops.forms.starting import CopyForm, FromTemplateForm
from workshops.forms.templates import GONE
from workshops.models import Session, Template
from workshops.rules import may_plan
from workshops.services import copying, templates
from workshops.views.fetch import session_run
from workshops.views.pages import invalid


def cohort_planned(viewer, pk):
    """The cohort, for those who plan its sessions."""
    cohort = get_object_or_404(Cohort.objects.visible_to(viewer).select_related("programme"), pk=pk)
    if not may_plan(viewer, cohort):
        raise PermissionDenied
    return cohort


def from_template(request, pk):
    cohort = cohort_planned(request.viewer, pk)
    kept = Template.objects.filter(programme=cohort.programme_id, kind=Template.Kind.SESSION)
    asked = {"template": request.GET.get("template")}
    form = FromTemplateForm(request.POST or None, cohort=cohort, templates=kept, initial=asked)
    if form.is_valid() and (laid := started(request, form, cohort)):
        return begun(request, laid)
    context = {"form": form, "cohort": cohort, "has_templates": kept.exists()}
    return render(request, "workshops/start_from_template.html", context, status=invalid(request))


def started(request, form, cohort):
    """The new session, or None with the reason beside the template."""
    template = form.cleaned_data["template"]
    try:
        return templates.start(
            template=template, cohort=cohort, chosen=form.beginning, by=request.user, now=request.now
        )
    except Gone:
        form.add_error("template", GONE)
    except NotUnderstood:
        form.add_error("template", _("This template was kept by another version and cannot be read. Choose another."))
    return None


def begun(request, laid):
    messages.success(request, _("Saved as a draft. Nobody has been told; publish the dates or the agenda when ready."))
    say_what_is_astray(request, laid)
    return redirect(laid.session)


def say_what_is_astray(request, laid):
    """Which venues and rooms were named and are not there; the notes of the items name them too."""
    if laid.astray:
        said = _("Not at this venue, so left open: %(places)s. The notes of the items say which room it was.")
        messages.warning(request, said % {"places": ", ".join(laid.astray)})


def copy_from(request, pk):
    """The sessions of the programme that a new one may start from, latest first."""
    cohort = cohort_planned(request.viewer, pk)
    earlier = Session.objects.run_by(request.viewer).filter(cohort__programme=cohort.programme_id)
    rows = [session for session in earlier.select_related("cohort").in_order() if fits(session, cohort)]
    return render(request, "workshops/copy_from.html", {"cohort": cohort, "sessions": rows[::-1]})


def fits(session, cohort):
    """Whether the session can be copied into the cohort: a set's or pair's stays with its own."""
    return session.is_whole_cohort or session.cohort_id == cohort.pk


def session_copy(request, pk, cohort):
    session = session_run(request.viewer, pk)
    into = target(request.viewer, session, cohort)
    form = CopyForm(request.POST or None, cohort=into, initial={"name": session.name})
    if form.is_valid():
        laid = copying.copy(
            session=session,
            cohort=into,
            chosen=form.beginning,
            with_speakers=form.cleaned_data["with_speakers"],
            by=request.user,
            now=request.now,
        )
        return begun(request, laid)
    context = {"form": form, "session": session, "cohort": into, "others": others(request.viewer, session, into)}
    return render(request, "workshops/session_copy.html", context, status=invalid(request))


def target(viewer, session, pk):
    """The cohort to copy into: the session's own, or another of its programme that the viewer plans."""
    if pk == session.cohort_id:
        return session.cohort
    cohort = cohort_planned(viewer, pk)
    if cohort.programme_id != session.cohort.programme_id or not fits(session, cohort):
        raise Http404
    return cohort


def others(viewer, session, into):
    """Further cohorts that it may be copied into."""
    if not session.is_whole_cohort:
        return []
    return Cohort.objects.run_by(viewer).filter(programme=session.cohort.programme_id).exclude(pk=into.pk)
