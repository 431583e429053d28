from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cohorts.forms.programmes import ProgrammeForm
from cohorts.models import Cohort, Programme
from cohorts.services import programmes


@contextmanager
def name_free(form):
    """Say beside the name when somebody else was quicker with it."""
    try:
        yield
    except IntegrityError:
        form.add_error("name", _("Somebody else has just used this name. Choose another one, or use theirs."))


def may_coordinate(viewer, pk):
    """The programme, for those who look after it: 404 for who may not see it, 403 for who may only see it."""
    programme = get_object_or_404(Programme.objects.visible_to(viewer), pk=pk)
    if not viewer.coordinates(programme.pk):
        raise PermissionDenied
    return programme


def programme(request, pk):
    """What the programme is for, who makes it, its cohorts and places."""
    found = get_object_or_404(Programme.objects.visible_to(request.viewer), pk=pk)
    context = {
        "programme": found,
        "coordinates": request.viewer.coordinates(found.pk),
        "answers": found.pk in request.viewer.programmes_coordinated | request.viewer.programmes_safeguarded,
        "cohorts": Cohort.objects.visible_to(request.viewer).filter(programme=found),
        "partners": found.partners.select_related("organisation", "logo").defer("logo__content"),
        "roles": found.roles.select_related("person", "organisation"),
        "plans": Cohort.objects.run_by(request.viewer).filter(programme=found).exists(),
        "avoided": found.avoided.all(),
        "venues": found.venues.prefetch_related("rooms"),
    }
    return render(request, "cohorts/programme.html", context)


def programme_add(request):
    if not request.viewer.is_office:
        raise PermissionDenied
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = programmes.create_programme(
            values=form.values(), outcomes=form.cleaned_data["outcomes"], by=request.user, now=request.now
        )
        said = _("The programme is saved, and you are its coordinator. Next: its partner bodies and its first cohort.")
        messages.success(request, said)
        return redirect(made)
    return render(request, "cohorts/programme_form.html", {"form": form}, status=422 if form.errors else 200)


def programme_edit(request, pk):
    found = may_coordinate(request.viewer, pk)
    form = ProgrammeForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        programmes.change_programme(
            programme=found,
            values=form.values(),
            outcomes=form.cleaned_data["outcomes"],
            by=request.user,
            now=request.now,
        )
        messages.success(request, _("The programme is saved."))
        return redirect(found)
    context = {"form": form, "programme": found}
    return render(request, "cohorts/programme_form.html", context, status=422 if form.errors else 200)
