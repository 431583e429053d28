from functools import partial

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cohorts.models import Event
from cohorts.views.exporting import table_page
from programme.forms_trail import TrailFilter
from programme.trail import export, lines, readable

PAGE = 50


@never_cache
def trail(request):
    """Who did what, when, and to which fields, in the programmes that the viewer looks after; never any text."""
    form, found = chosen(request)
    page = Paginator(found.select_related("by"), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "filtered": bool(form.chosen), "page": page, "lines": lines(page.object_list)}
    return render(request, "programme/trail.html", context)


@never_cache
def export_trail(request):
    """The lines that the page shows, as a file."""
    _form, found = chosen(request)
    context = {"number": found.count()}
    return table_page(request, partial(export, events=found), "trail", "programme/export_trail.html", context)


def chosen(request):
    """The filter, and the events it leaves, newest first; 404 for whoever looks after no programme."""
    if not request.viewer.is_office:
        raise Http404
    form = TrailFilter(request.GET)
    return form, form.narrow(readable(Event.objects.visible_to(request.viewer))).order_by("-at", "-pk")
