from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache

from cohorts.exporting import as_csv, as_xlsx
from cohorts.forms.exporting import ExportForm
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
    return as_file(rows, f"people-{slugify(cohort.name) or cohort.pk}", form)


def as_file(rows, name, form):
    """The rows as a file to keep, line by line where its form allows it."""
    name = f"{name}.{form}"
    if form == "xlsx":
        return FileResponse(as_xlsx(rows), as_attachment=True, filename=name)
    response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
