"""Who is nominated for a cohort, who waits, and the answers of the office."""

from contextlib import contextmanager

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.exceptions import AlreadyDecided, AlreadyHere, Full
from cohorts.forms.nominations import AcceptForm, DeclineForm, NominationForm
from cohorts.models import Nomination, NominationLink
from cohorts.services import nominations as services
from cohorts.views.importing import keeper
from cohorts.views.people import sent


@never_cache
def nominations(request, pk):
    """New ones, the waiting list in its order, who has a place, who was declined; and the place that is free."""
    cohort = keeper(request.viewer, pk)
    rows = list(Nomination.objects.filter(cohort=cohort).with_doubles().select_related("membership"))
    of_state = {state: [row for row in rows if row.state == state] for state in Nomination.State.values}
    of_state["waiting"].sort(key=lambda row: row.position)
    context = {
        "cohort": cohort,
        "found": of_state,
        "any": rows,
        "taken": services.taken_places(cohort),
        "next": services.next_for_a_place(cohort, request.now),
        "link": NominationLink.objects.filter(cohort=cohort).select_related("cohort").first(),
    }
    return render(request, "cohorts/nominations.html", context)


def nomination_add(request, pk):
    cohort = keeper(request.viewer, pk)
    form = NominationForm(sent(request))
    if form.is_valid():
        made = services.nominate(cohort=cohort, values=form.cleaned_data, by=request.user, now=request.now)
        messages.success(request, _("The nomination of %(name)s is saved.") % {"name": made})
        return redirect("cohorts:nominations", pk)
    context = {"form": form, "heading": _("Nominate somebody"), "button": _("Save the nomination")}
    context |= {"cancel": reverse("cohorts:nominations", args=[pk]), "back_label": _("Nominations")}
    return render(request, "_components/form_page.html", context, status=422 if form.errors else 200)


def kept(viewer, pk):
    rows = Nomination.objects.kept_by(viewer).with_doubles()
    return get_object_or_404(rows.select_related("cohort__programme", "membership", "by"), pk=pk)


@never_cache
def nomination(request, pk):
    """One nomination, and what the office may answer."""
    return page(request, kept(request.viewer, pk))


def page(request, row, declining=None):
    context = {
        "nomination": row,
        "cohort": row.cohort,
        "accepting": AcceptForm(),
        "declining": declining or DeclineForm(),
        "free": services.free_places(row.cohort),
        "before": services.waiting(row.cohort_id).exclude(pk=row.pk).first() if row.position != 1 else None,
    }
    return render(request, "cohorts/nomination.html", context, status=422 if declining else 200)


def nomination_edit(request, pk):
    row = kept(request.viewer, pk)
    form = NominationForm(sent(request), instance=row)
    if form.is_valid():
        with said(request):
            services.correct(nomination=row, values=form.cleaned_data, by=request.user, now=request.now)
            messages.success(request, _("The nomination is saved."))
        return redirect(row)
    context = {"form": form, "heading": row.name, "button": _("Save the nomination")}
    context |= {"cancel": row.get_absolute_url(), "back_label": row.name}
    return render(request, "_components/form_page.html", context, status=422 if form.errors else 200)


@contextmanager
def said(request):
    """Say why nothing was done."""
    try:
        yield
    except AlreadyDecided:
        messages.info(request, _("This nomination was answered meanwhile. Look at it again."))
    except AlreadyHere:
        messages.error(request, _("Whoever has this address is a participant of this cohort already."))
    except Full:
        messages.error(
            request, _("Every place is taken. Put them on the waiting list, or let the cohort take more people.")
        )


@require_POST
def accept(request, pk):
    row = kept(request.viewer, pk)
    with said(request):
        form = AcceptForm(request.POST)
        invite = form.is_valid() and form.cleaned_data["invite"]
        place = services.accept(nomination=row, invite=invite, by=request.user, now=request.now)
        if invite:
            told = _("%(name)s has a place. The invitation goes out in the next minutes.")
        else:
            told = _("%(name)s has a place. Nothing is sent until you invite them.")
        messages.success(request, told % {"name": place.person})
        if place.person.name != row.name:
            known = {"name": place.person.name, "typed": row.name}
            messages.warning(request, _("This address belongs to %(name)s, so that name stays, not %(typed)s.") % known)
    return back(row)


@require_POST
def wait(request, pk):
    row = kept(request.viewer, pk)
    with said(request):
        row = services.put_on_waiting_list(nomination=row, by=request.user, now=request.now)
        told = {"name": row.name, "n": row.position}
        messages.success(request, _("%(name)s is number %(n)s on the waiting list.") % told)
    return back(row)


@require_POST
def move(request, pk, way):
    row = kept(request.viewer, pk)
    with said(request):
        services.move(nomination=row, up=way == "up", by=request.user, now=request.now)
    return redirect(reverse("cohorts:nominations", args=[row.cohort_id]) + f"#nomination-{row.pk}")


@require_POST
def decline(request, pk):
    row = kept(request.viewer, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return page(request, row, form)
    with said(request):
        services.decline(nomination=row, **form.cleaned_data, by=request.user, now=request.now)
        messages.success(request, _("%(name)s is declined. Nobody is written to.") % {"name": row.name})
    return back(row)


@require_POST
def again(request, pk):
    row = kept(request.viewer, pk)
    with said(request):
        services.take_up_again(nomination=row, by=request.user, now=request.now)
        messages.success(request, _("%(name)s stands among the new ones again.") % {"name": row.name})
    return back(row)


def back(row):
    return redirect("cohorts:nominations", row.cohort_id)
