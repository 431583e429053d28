from functools import partial

from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache

from cohorts.exporting import as_csv, as_xlsx
from cohorts.forms.exporting import ExportForm, FileForm
from cohorts.services import exporting, nominees
from cohorts.views.importing import keeper
from cohorts.views.people import sent


@never_cache
def export_people(request, pk):
    return cohort_table(request, pk, exporting.export, "people", "cohorts/export.html", kind=ExportForm)


@never_cache
def export_nominations(request, pk):
    """Whom employers would send to the cohort, as a file."""
    return cohort_table(request, pk, nominees.export, "nominations", "cohorts/export_nominations.html")


def cohort_table(request, pk, export, name, template, **kind):
    """The page of a table about one cohort, for its coordinators: `export` takes the cohort, too."""
    cohort = keeper(request.viewer, pk)
    export, name = partial(export, cohort=cohort), f"{name}-{slugify(cohort.name) or cohort.pk}"
    return table_page(request, export, name, template, {"cohort": cohort}, **kind)


def table_page(request, export, name, template, context, kind=FileForm):
    """Choose the form of a table, then have it as a file: `export` makes its rows only then."""
    form = kind(sent(request))
    if request.method == "POST" and form.is_valid():
        rows = export(**form.cleaned_data, by=request.user, now=request.now)
        return as_file(rows, name, form.cleaned_data["form"])
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)


def as_file(rows, name, form):
    """The rows as a file to keep, line by line where its form allows it."""
    name = f"{name}.{form}"
    if form == "xlsx":
        return FileResponse(as_xlsx(rows), as_attachment=True, filename=name)
    response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
