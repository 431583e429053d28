from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.forms.programmes import AvoidedForm
from cohorts.models import AvoidedDates, Programme
from cohorts.services import avoided


def avoid(request, pk):
    programme = get_object_or_404(Programme.objects.visible_to(request.viewer), pk=pk)
    if not request.viewer.coordinates(programme.pk):
        raise PermissionDenied
    form = AvoidedForm(request.POST or None)
    if form.is_valid():
        avoided.avoid(programme=programme, fields=form.cleaned_data, by=request.user, now=request.now)
        messages.success(request, _("Noted. You are warned when a date is moved there."))
        return redirect(programme)
    context = {"form": form, "heading": _("Dates to avoid"), "button": _("Save these dates")}
    context |= {"cancel": reverse("cohorts:programme", args=[pk]), "back_label": programme.name}
    return render(request, "_components/form_page.html", context, status=422 if form.errors else 200)


@require_POST
def forget(request, pk):
    programmes = Programme.objects.visible_to(request.viewer)
    dates = get_object_or_404(AvoidedDates.objects.filter(programme__in=programmes).select_related("programme"), pk=pk)
    if not request.viewer.coordinates(dates.programme_id):
        raise PermissionDenied
    avoided.forget(dates=dates, by=request.user, now=request.now)
    messages.success(request, _("These dates are no longer avoided."))
    return redirect(dates.programme)
