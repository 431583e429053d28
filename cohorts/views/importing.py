from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from cohorts.exceptions import ChangedSince, HasErrors
from cohorts.forms.choosing import ColumnsForm
from cohorts.forms.mending import rows_out, typed_cells
from cohorts.forms.people import UploadForm
from cohorts.importing import Remark, State, digest, tally
from cohorts.models import Membership, Upload
from cohorts.rules import keeps_details
from cohorts.services import importing, saving
from cohorts.services.nominations import free_places
from cohorts.services.progress import how_far, telling
from cohorts.text import plain_name
from cohorts.views.people import coordinated, sent

A_PAGE = 250  # rows: five thousand on one page would be some megabytes
FIRST = (State.CHANGED, State.NEW, State.LEFT, State.REPEATED, State.SAME)


def keeper(viewer, pk):
    """The cohort, for its coordinators: a preview shows needs and mobiles, which administrators do not read."""
    cohort = coordinated(viewer, pk)
    if not keeps_details(viewer, cohort.programme_id):
        raise PermissionDenied
    return cohort


def import_people(request, pk):
    """Choose a list; its preview comes next, and nothing is saved before it is confirmed."""
    cohort = keeper(request.viewer, pk)
    form = UploadForm(sent(request), request.FILES or None, own=own_names(cohort))
    if request.method == "POST" and form.is_valid():
        upload = importing.keep(
            cohort=cohort,
            name=plain_name(form.cleaned_data["list"].name),
            sheet=form.sheet,
            by=request.user,
            now=request.now,
        )
        return redirect("cohorts:import_preview", cohort.pk, upload.pk)
    context = {"form": form, "cohort": cohort}
    return render(request, "cohorts/import.html", context, status=422 if form.errors else 200)


def own_names(cohort):
    """Names of the columns that the programme keeps of its own."""
    return list(cohort.programme.own_columns.values_list("name", flat=True))


def own_upload(request, cohort, upload):
    """The list, if the viewer uploaded it to this cohort within a day and it was neither saved nor cancelled."""
    return Upload.objects.of(request.viewer, request.now).filter(cohort=cohort, pk=upload).first()


def gone(request, cohort):
    """The back button and a second tab come here: said, and nothing done."""
    messages.info(request, _("That list was saved or cancelled already, or is more than a day old."))
    return redirect("cohorts:cohort_people", cohort.pk)


def own_list(view):
    """The view of a list that waits: its cohort for a coordinator, and the list, or that it is gone."""

    @wraps(view)
    def found(request, pk, upload):
        cohort = keeper(request.viewer, pk)
        kept = own_upload(request, cohort, upload)
        try:
            return view(request, cohort, kept) if kept else gone(request, cohort)
        except Upload.DoesNotExist:  # saved or cancelled while it was asked to be changed
            return gone(request, cohort)

    return found


@never_cache
@own_list
def import_preview(request, cohort, found):
    """What the import would do, row by row."""
    return preview_page(request, cohort, found)


def preview_page(request, cohort, upload, status=200, columns=None):
    sheet = importing.opened(upload)
    outcomes = [] if sheet.missing else importing.preview(upload)
    rest = [outcome for outcome in outcomes if outcome.state != State.WRONG]
    context = {
        "cohort": cohort,
        "upload": upload,
        "sheet": sheet,
        "columns": columns or ColumnsForm(sheet=sheet, own=own_names(cohort)),
        "left_out": sheet.left_out(),
        "alike": importing.alike(upload),
        "tally": tally(outcomes),
        "too_many": too_many(cohort, outcomes),
        "wrong": [outcome for outcome in outcomes if outcome.state == State.WRONG],
        "page": Paginator(sorted(rest, key=what_matters_first), A_PAGE).get_page(request.GET.get("page")),
        "splits_needs": any(Remark.SPLIT_NEEDS in outcome.remarks for outcome in outcomes),
        "seen": digest(outcomes),
        "going_on": how_far(work(upload.pk)),
    }
    return render(request, "cohorts/import_preview.html", context, status=status)


def too_many(cohort, outcomes):
    """How many participants more than the cohort has places for."""
    coming = sum(one.state == State.NEW and one.values["role"] == Membership.Role.PARTICIPANT for one in outcomes)
    free = free_places(cohort) if coming else None
    return 0 if free is None else max(coming - free, 0)


def what_matters_first(outcome):
    return FIRST.index(outcome.state)


@require_POST
@own_list
def import_columns(request, cohort, found):
    """Say which column holds what, and see the list read so."""
    form = ColumnsForm(request.POST, sheet=importing.opened(found), own=own_names(cohort))
    if not form.is_valid():
        return preview_page(request, cohort, found, status=422, columns=form)
    importing.choose_columns(upload=found, columns=form.columns)
    messages.success(request, _("The columns are read as you say. Nothing is saved yet."))
    return redirect("cohorts:import_preview", cohort.pk, found.pk)


@require_POST
@own_list
def import_mend(request, cohort, found):
    """Write over cells of the kept list and leave rows out, then check all of it again."""
    importing.mend(upload=found, typed=typed_cells(request.POST), out=rows_out(request.POST))
    return redirect("cohorts:import_preview", cohort.pk, found.pk)


@require_POST
@own_list
def import_merge(request, cohort, found):
    """Take one spelling of an organisation for another, in the list as it is kept here."""
    pair = importing.merge(upload=found, typed=request.POST.get("typed", ""))
    if pair:
        said = {"typed": pair.typed, "suggested": pair.suggested}
        messages.success(request, _("%(typed)s is now %(suggested)s in this list. Nothing is saved yet.") % said)
    return redirect("cohorts:import_preview", cohort.pk, found.pk)


@require_POST
@own_list
def import_confirm(request, cohort, found):
    seen = request.POST.get("seen", "")
    try:
        with telling(work(found.pk)) as tell:
            done = saving.confirm(upload=found, seen=seen, by=request.user, now=request.now, tell=tell)
    except ChangedSince:
        left = own_upload(request, cohort, found.pk)
        if not left:  # two presses at the same moment
            return gone(request, cohort)
        messages.warning(request, _("Something changed since you looked, so nothing is saved. Look again."))
        return preview_page(request, cohort, left, status=409)
    except HasErrors:
        return preview_page(request, cohort, found, status=422)
    messages.success(request, said(done))
    return redirect("cohorts:cohort_people", cohort.pk)


@never_cache
def import_progress(request, pk, upload):
    """How far the saving is: a part of the preview that asks again while it lasts."""
    cohort = keeper(request.viewer, pk)
    going_on = how_far(work(upload))  # before the list is looked for: it goes first
    found = own_upload(request, cohort, upload)
    if "back" in request.GET and (going_on is None or not found):
        return HttpResponseClientRefresh()  # whoever came back sees the list as it is, or that it is gone
    return render(request, "cohorts/_import_progress.html", {"cohort": cohort, "going_on": going_on, "found": found})


def work(upload):
    """The name under which it is told how far the saving of that list is."""
    return f"list-{upload}"


def said(done):
    if not (done[State.NEW] or done[State.CHANGED]):
        return _("Nobody was added and nothing changed: all of them were here already.")
    return _("%(new)s added, %(changed)s changed, %(same)s the same. Nothing is sent until you invite them.") % done


@require_POST
@own_list
def import_cancel(request, cohort, found):
    if not importing.cancel(upload=found):
        return gone(request, cohort)
    messages.success(request, _("Cancelled. Nothing was saved, and the list is deleted."))
    return redirect("cohorts:import", cohort.pk)
