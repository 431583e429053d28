from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cohorts.models import Event
from programme.forms_trail import TrailFilter
from programme.trail import lines, readable

PAGE = 50


@never_cache
def trail(request):
    """Who did what, when, and to which fields, in the programmes that the viewer looks after; never any text."""
    if not (request.viewer.is_administrator or request.viewer.programmes_coordinated):
        raise Http404
    form = TrailFilter(request.GET)
    found = form.narrow(readable(Event.objects.visible_to(request.viewer))).select_related("by")
    page = Paginator(found.order_by("-at", "-pk"), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "filtered": bool(form.chosen), "page": page, "lines": lines(page.object_list)}
    return render(request, "programme/trail.html", context)
