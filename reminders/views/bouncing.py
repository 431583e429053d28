"""Where a mail server, or a mail service, hands over mails that came back."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from reminders import bounces
from reminders.services import bounces as services_bounces


@csrf_exempt  # a program calls it, and its token is the proof
@login_not_required
@require_POST
def take_bounce(request):
    """The raw mail as the body, under `Authorization: Bearer` and the token of the settings; without, no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.BOUNCE_TOKEN or not constant_time_compare(given, settings.BOUNCE_TOKEN):
        raise Http404
    raw = request.read(bounces.LARGEST + 1)
    try:
        said = services_bounces.take(raw, now=request.now)
    except tuple(services_bounces.REFUSALS) as error:
        return HttpResponse(f"Nothing was changed: {services_bounces.REFUSALS[type(error)]}\n", status=422)
    return HttpResponse(f"{said}\n", content_type="text/plain")
