"""Guests of a day: on the register, on a badge and in the kitchen's count."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workshops.exceptions import AlreadyCancelled
from workshops.forms.guests import GuestForm
from workshops.models import Guest, SessionDay
from workshops.rules import may_mark
from workshops.services import guests as services
from workshops.views.fetch import session_seen
from workshops.views.pages import invalid, refuse

REASONS = {AlreadyCancelled: gettext_lazy("This day is cancelled, so nobody is expected.")}


def guests(request, pk):
    """Who else is expected on a day, and somebody more."""
    day = day_with_guests(request.viewer, pk)
    form = GuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refuse(request, REASONS):
            guest = services.add(day=day, **form.cleaned_data, by=request.user, now=request.now)
            messages.success(request, _("%(name)s is expected.") % {"name": guest})
        return redirect("workshops:guests", pk)
    context = {"day": day, "session": day.session, "form": form, "guests": day.guests.all()}
    return render(request, "workshops/guests.html", context, status=invalid(request))


@require_POST
def guest_remove(request, pk):
    days = SessionDay.objects.registered_by(request.viewer)
    guest = get_object_or_404(Guest.objects.filter(day__in=days).select_related("day"), pk=pk)
    day_with_guests(request.viewer, guest.day_id)
    services.remove(guest=guest, by=request.user, now=request.now)
    messages.success(request, _("%(name)s is no longer expected.") % {"name": guest})
    return redirect("workshops:guests", guest.day_id)


def day_with_guests(viewer, pk):
    """The day of a whole cohort, for whoever enters its register: to a set and to coaching nobody brings guests."""
    days = SessionDay.objects.registered_by(viewer).filter(session__learning_set=None, session__coaching_pair=None)
    day = get_object_or_404(days, pk=pk)
    day.session = session_seen(viewer, day.session_id)
    if not may_mark(viewer, day.session):
        raise PermissionDenied
    return day
