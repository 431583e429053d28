from functools import partial

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from cohorts.models import Event
from cohorts.services.exporting import record_taken
from cohorts.views.exporting import table_page
from programme.forms_trail import TrailFilter
from programme.trail import lines, readable, table

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
    """The lines that were chosen on the page, as a file."""
    _form, found = chosen(request)
    context = {
        "heading": _("Export the trail"),
        "about": ngettext(
            "The %(n)s line you chose: who did what, when, and to which details.",
            "A row for each of the %(n)s lines you chose: who did what, when, and to which details.",
            found.count(),
        )
        % {"n": found.count()},
        "notes": [_("Never what the details say: that is not in the trail.")],
        "back": (f"{reverse('trail')}?{request.GET.urlencode()}", _("Trail")),
    }
    return table_page(request, partial(taken, request, found), "trail", context)


@transaction.atomic
def taken(request, found, form):
    """The table of what was there before it was asked for; that it was taken stands in the trails it is from."""
    found = found.filter(pk__lte=found.aggregate(last=Max("pk"))["last"] or 0)
    record_taken(rows=found, programme="programme", what="trail", form=form, by=request.user, now=request.now)
    return table(found)


def chosen(request):
    """The filter, and the events it leaves, newest first; 404 for whoever looks after no programme."""
    if not (request.viewer.is_administrator or request.viewer.programmes_coordinated):
        raise Http404
    form = TrailFilter(request.GET)
    return form, form.narrow(readable(Event.objects.visible_to(request.viewer))).order_by("-at", "-pk")
