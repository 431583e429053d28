from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from challenges.readers import circle_of, plain_table
from cohorts.models import Programme
from programme.context import THEMES
from programme.retention import CLASSES


@login_not_required
def who_can_see(request):
    """The table of audiences; for participants with the names that it means now, cohort by cohort."""
    viewer = getattr(request, "viewer", None)
    circles = [circle_of(place) for place in viewer.participations] if viewer and viewer.reads_words else []
    tables = [{"circle": circle, "rows": circle.table()} for circle in circles] or [{"rows": plain_table()}]
    return render(request, "programme/who_can_see.html", {"tables": tables})


@login_not_required
def accessibility(request):
    """What works for whom, and what has been checked."""
    return render(request, "programme/accessibility.html")


@login_not_required
def privacy(request):
    """What is kept about people, why, and how long."""
    return render(request, "programme/privacy.html", {"classes": CLASSES})


@login_not_required
def get_help(request):
    """Whom to ask: the offices of the programmes the visitor has a part in."""
    viewer = getattr(request, "viewer", None)
    offices = Programme.objects.visible_to(viewer) if viewer and not viewer.is_administrator else ()
    return render(request, "programme/help.html", {"offices": offices})


@login_not_required
@require_POST
def theme(request):
    """Choose light or dark colours for this browser; anything else follows the device."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        kept = {"max_age": 365 * 24 * 60 * 60, "samesite": "Lax", "httponly": True, "secure": settings.SECURE_SSL}
        response.set_cookie("theme", chosen, **kept)
    else:
        response.delete_cookie("theme")
    return response
