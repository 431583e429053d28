"""A cohort, or a programme with one of its cohorts, as the start of the next: every date first, then at one press."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.exceptions import NameTaken
from cohorts.fields import LONGEST_NUMBER
from cohorts.models import Cohort
from cohorts.views.programmes import may_coordinate
from reminders.forms.copying import CopyForm, CopyProgrammeForm
from reminders.intake import copy_if_shown
from reminders.services.copying import copy_cohort, copy_programme
from workshops.services.intakes import sessions_to_copy, with_sessions


@never_cache
def cohort_copy(request, pk):
    cohort = get_object_or_404(Cohort.objects.visible_to(request.viewer).select_related("programme"), pk=pk)
    may_coordinate(request.viewer, cohort.programme_id)
    make = partial(CopyForm, cohort=cohort, sessions=sessions_to_copy(cohort))
    context = {"cohort": cohort, "heading": _("Copy %(name)s") % {"name": cohort.name}, "back": cohort}
    return copying(request, make, partial(copy_cohort, cohort=cohort), context)


@never_cache
def programme_copy(request, pk):
    """The newest cohort with sessions comes along, unless another is asked for."""
    programme = may_coordinate(request.viewer, pk)
    cohorts = programme.cohorts.select_related("programme")
    cohort = chosen(cohorts, request.GET.get("cohort", ""))
    context = {"programme": programme, "heading": _("Copy %(name)s") % {"name": programme.name}, "back": programme}
    if cohort is None:
        return render(request, "reminders/copy.html", context)
    context |= {"cohort": cohort, "others": cohorts.exclude(pk=cohort.pk)}
    make = partial(CopyProgrammeForm, cohort=cohort, sessions=sessions_to_copy(cohort))
    return copying(request, make, partial(copy_programme, cohort=cohort), context)


def chosen(cohorts, asked):
    if asked.isdecimal() and len(asked) <= LONGEST_NUMBER:
        return cohorts.filter(pk=asked).first()
    return with_sessions(cohorts).first() or cohorts.first()


def copying(request, make, copy, context):
    """Ask; then show what `copy` would make; make it where exactly that was shown."""
    form = make(request.POST or None)
    if not form.is_valid():
        return page(request, form, context)
    form = make(form.all_data)
    form.full_clean()
    act = partial(copy, sessions=form.sessions, chosen=form.chosen, by=request.user, now=request.now)
    mark = request.POST.get("shown", "") if "again" not in request.POST else ""
    try:
        found, copied = copy_if_shown(act, mark, request.viewer, request.now)
    except NameTaken:
        form.add_error("name", _("The programme has a cohort of that name already."))
        return page(request, form, context)
    if copied:
        messages.success(request, _("Copied. Its sessions are drafts: nobody has been told. Next: its people."))
        return redirect(copied.cohort)
    return page(request, form, context | {"found": found, "changed": bool(mark)})


def page(request, form, context):
    rows = [(session, field, found_of(session, context)) for session, field in form.rows]
    context = context | {"form": form, "rows": rows}
    template = "reminders/copy_preview.html" if rows or "found" in context else "reminders/copy.html"
    return render(request, template, context, status=status(form, context))


def found_of(session, context):
    """The days that the session would have and what speaks against them, once that is known."""
    found = context.get("found")
    return found and (found.copied.days[session], found.warnings[session])


def status(form, context):
    if form.errors:
        return 422
    return 409 if context.get("changed") else 200
