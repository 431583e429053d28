"""The link by which employers nominate: made, prolonged, replaced and taken away by the office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.forms.nominations import LinkForm
from cohorts.models import NominationLink
from cohorts.services import nomination_links as services
from cohorts.views.importing import keeper
from cohorts.views.people import sent


@never_cache
def link(request, pk):
    cohort = keeper(request.viewer, pk)
    found = NominationLink.objects.filter(cohort=cohort).select_related("cohort").first()
    form = LinkForm(sent(request), instance=found)
    if form.is_valid():
        services.open_until(cohort=cohort, closes_on=form.cleaned_data["closes_on"], by=request.user, now=request.now)
        messages.success(request, _("The link takes nominations until the end of that day."))
        return redirect("cohorts:nomination_link", pk)
    context = {"form": form, "cohort": cohort, "link": found}
    if found:
        found.refresh_from_db()  # a form that was refused has written to it
        found.cohort = cohort
        context |= {"url": request.build_absolute_uri(address(found)), "is_open": found.is_open(request.now)}
    return render(request, "cohorts/nomination_link.html", context, status=422 if form.errors else 200)


def address(found):
    return reverse("cohorts:nominate", args=[found.pk, services.token_of(found)])


@require_POST
def renew(request, pk):
    found = get_object_or_404(NominationLink, cohort=keeper(request.viewer, pk))
    services.renew(link=found, by=request.user, now=request.now)
    messages.success(request, _("This is a new link. The old one opens nothing any more."))
    return redirect("cohorts:nomination_link", pk)


@require_POST
def close(request, pk):
    found = get_object_or_404(NominationLink, cohort=keeper(request.viewer, pk))
    services.close(link=found, by=request.user, now=request.now)
    messages.success(request, _("The link opens nothing any more. The nominations that came by it stay."))
    return redirect("cohorts:nominations", pk)
