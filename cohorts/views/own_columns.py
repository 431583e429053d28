from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cohorts.exceptions import InUse
from cohorts.forms.own_columns import OwnColumnsForm
from cohorts.services import own_columns as services
from cohorts.views.people import sent
from cohorts.views.programmes import may_coordinate


def own_columns(request, pk):
    """The names of what this programme keeps of each place beyond what all do."""
    found = may_coordinate(request.viewer, pk)
    form = OwnColumnsForm(sent(request), columns=found.own_columns.all())
    if form.is_valid() and saved(request, found, form):
        messages.success(request, _("The columns are saved. They stand on the form of each place, and in lists."))
        return redirect(found)
    context = {"form": form, "heading": _("Own columns"), "button": _("Save the columns")}
    context |= {"cancel": found.get_absolute_url(), "back_label": found.name}
    context["lead"] = _(
        "Up to five lines that you keep of each place, such as a payroll number or a pay band. "
        "Empty a name to take its column away."
    )
    context["note"] = _("Coordinators alone see what stands in them, and whoever has the place.")
    return render(request, "_components/form_page.html", context, status=422 if form.errors else 200)


def saved(request, programme, form):
    delete = form.cleaned_data.get("delete_filled", False)
    try:
        services.name_columns(
            programme=programme, names=form.names, delete_filled=delete, by=request.user, now=request.now
        )
    except InUse as refused:
        column = refused.args[0]
        said = _("%(name)s is filled for some. Tick the box below if that may be deleted.") % {"name": column.name}
        form.add_error(f"name-{column.position}", said)
        return False
    return True
