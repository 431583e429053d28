"""How sending is doing, and pausing it: what would go is said before it goes on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.models import Programme
from reminders import pausing, status
from reminders.forecast import forecast
from reminders.services import pausing as services_pausing


def office(request):
    """The viewer, if they look after messages as coordinator or administrator."""
    viewer = request.viewer
    if not viewer.is_office:
        raise Http404
    return viewer


@never_cache
def watch(request):
    """Whether mail goes: the parts, what waits, what is paused, and what to do about it."""
    viewer = office(request)
    mine = Programme.objects.filter(pk__in=viewer.programmes_coordinated)
    context = {
        "status": status.status(request.now),
        "troubles": status.troubles(request.now),
        "parts": status.parts(request.now),
        "everything": pausing.everything(),
        "paused": pausing.paused(Programme.objects.coordinated_by(viewer)),
        "running": mine.filter(paused_at=None),
        "is_administrator": viewer.is_administrator,
    }
    return render(request, "reminders/watch.html", context)


@require_POST
def pause(request, pk):
    programme = coordinated(request, pk)
    if services_pausing.pause(programme=programme, by=request.user, now=request.now):
        messages.success(request, _("Messages of %(name)s are paused.") % {"name": programme.name})
    return redirect("reminders:watch")


@never_cache
def resume(request, pk):
    """GET says what will go and what is too late; POST lets it go, or drops what waits."""
    programme = coordinated(request, pk)
    if programme.paused_at is None:
        messages.info(request, _("Its messages are not paused."))
        return redirect("reminders:watch")
    if request.method == "POST":
        services_pausing.resume(programme=programme, by=request.user, now=request.now, drop=dropped(request))
        messages.success(request, gone_on(request))
        return redirect("reminders:watch")
    return render(request, "reminders/resume.html", shown(forecast(programme, request.now), programme))


def coordinated(request, pk):
    """The programme, if the viewer coordinates it; those who only look after it are refused."""
    programme = get_object_or_404(Programme.objects.coordinated_by(request.viewer), pk=pk)
    if programme.pk not in request.viewer.programmes_coordinated:
        raise PermissionDenied
    return programme


def administrator(request):
    if not request.viewer.is_administrator:
        if request.viewer.programmes_coordinated:
            raise PermissionDenied
        raise Http404


@require_POST
def pause_all(request):
    administrator(request)
    if services_pausing.pause_all(by=request.user, now=request.now):
        messages.success(request, _("All messages are paused."))
    return redirect("reminders:watch")


@never_cache
def resume_all(request):
    administrator(request)
    everything = pausing.everything()
    if everything is None:
        messages.info(request, _("Messages are not paused."))
        return redirect("reminders:watch")
    if request.method == "POST":
        services_pausing.resume_all(by=request.user, now=request.now, drop=dropped(request))
        messages.success(request, gone_on(request))
        return redirect("reminders:watch")
    context = shown(forecast(None, request.now), None) | {"everything": everything}
    return render(request, "reminders/resume.html", context)


def dropped(request):
    return request.POST.get("drop") == "1"


def gone_on(request):
    if dropped(request):
        return _("Messages go on. What had waited was dropped and is marked so.")
    return _("Messages go on; what waited goes within a minute.")


def shown(found, programme):
    reasons = {}
    for message, why in found.others:
        reasons.setdefault(str(why), []).append(message)
    named = [message for message in found.going if not message.occasion.is_personal]
    unnamed = len(found.going) - len(named)
    return {
        "forecast": found,
        "named": named,
        "unnamed": unnamed,
        "programme": programme,
        "reasons": list(reasons.items()),
    }
