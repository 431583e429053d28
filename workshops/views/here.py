"""I am here: a participant types what is on the door. And where those who keep the register open it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from workshops.doors import arrivals_of
from workshops.exceptions import AlreadyCancelled, AlreadyOver, NotYet, Refused, TooManyTries
from workshops.forms.here import HereForm
from workshops.models import SessionDay
from workshops.rules import may_mark
from workshops.services import doors as services
from workshops.views.fetch import session_seen
from workshops.views.pages import invalid, refuse

WRONG = gettext_lazy("No session of yours has these letters today. Look at the door again.")
REASONS = {
    TooManyTries: gettext_lazy(
        "Ten times is enough. Wait a quarter of an hour, or tell your facilitator that you are here."
    ),
    NotYet: gettext_lazy("You are early: the letters count from an hour before the start."),
    AlreadyOver: gettext_lazy("That day is over, so nobody arrives at it any more."),
    AlreadyCancelled: gettext_lazy("This day is cancelled, so nobody arrives at it."),
}
OFFICE = {
    AlreadyCancelled: gettext_lazy("This day is cancelled, so nobody arrives at it."),
    AlreadyOver: gettext_lazy("That day is over, so nobody arrives at it any more."),
}


@never_cache
def here(request, letters=""):
    """A link opens the page with its letters; only the button says that somebody is here."""
    if not request.viewer.participations:
        raise Http404
    form = HereForm(request.POST or None, initial={"letters": letters})
    if request.method == "POST" and form.is_valid():
        arrival = arrived(request, form)
        if arrival:
            messages.success(request, _("You are noted as here. The facilitator sees it on the register."))
            return redirect(arrival.day.session)
    context = {"form": form, "arrivals": arrivals_of(request.user, request.now)}
    return render(request, "workshops/here.html", context, status=invalid(request))


def arrived(request, form):
    """The arrival; or None, with the reason beside the letters."""
    try:
        arrival = services.arrive(typed=form.cleaned_data["letters"], by=request.user, now=request.now)
    except Refused as refusal:
        form.add_error("letters", REASONS[type(refusal)])
        return None
    if arrival is None:
        form.add_error("letters", WRONG)
    return arrival


@require_POST
def door(request, pk):
    """Open it or close it: whoever enters the register."""
    day = get_object_or_404(SessionDay.objects.registered_by(request.viewer), pk=pk)
    day.session = session_seen(request.viewer, day.session_id)
    if not may_mark(request.viewer, day.session):
        raise PermissionDenied
    verb = services.close_door if "close" in request.POST else services.open_door
    with refuse(request, OFFICE):
        verb(day=day, by=request.user, now=request.now)
    return redirect("workshops:attendance", day.pk)
