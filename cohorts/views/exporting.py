from functools import partial

from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.exporting import as_csv, as_xlsx
from cohorts.forms.exporting import ExportForm, FileForm
from cohorts.services import nominees
from cohorts.services.exporting import export
from cohorts.views.importing import keeper
from cohorts.views.people import sent


@never_cache
def export_people(request, pk):
    """Choose the form of the list, then have it as a file."""
    cohort = keeper(request.viewer, pk)
    form = ExportForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return exported(request, cohort, **form.cleaned_data)
    context = {"form": form, "cohort": cohort}
    return render(request, "cohorts/export.html", context, status=422 if form.errors else 200)


def exported(request, cohort, form, needs):
    rows = export(cohort=cohort, form=form, needs=needs, by=request.user, now=request.now)
    return as_file(rows, named("people", cohort), form)


def named(what, cohort):
    """The name of a file about a cohort, without its ending."""
    return f"{what}-{slugify(cohort.name) or cohort.pk}"


@never_cache
def export_nominations(request, pk):
    """Whom employers would send to the cohort, as a file."""
    cohort = keeper(request.viewer, pk)
    rows = partial(nominees.export, cohort=cohort, by=request.user, now=request.now)
    context = {
        "heading": _("Export the nominations"),
        "about": _("A row for everybody nominated for %(cohort)s: what was said of them, and your answer.")
        % {"cohort": cohort.name},
        "notes": [_("It names people who need not know of it yet: keep it as carefully as this page.")],
        "back": (reverse("cohorts:nominations", args=[cohort.pk]), _("Nominations")),
    }
    return table_page(request, rows, named("nominations", cohort), context)


def table_page(request, rows, name, context):
    """Choose the form of a table, then have it as a file: `rows(form=…)` makes it only then."""
    form = FileForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return as_file(rows(**form.cleaned_data), name, **form.cleaned_data)
    return render(request, "cohorts/export_table.html", context | {"form": form}, status=422 if form.errors else 200)


def as_file(rows, name, form):
    """The rows as a file to keep, line by line where its form allows it."""
    name = f"{name}.{form}"
    if form == "xlsx":
        return FileResponse(as_xlsx(rows), as_attachment=True, filename=name)
    response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
