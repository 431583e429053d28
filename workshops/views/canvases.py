from django.shortcuts import get_object_or_404, render

from workshops import canvases as library
from workshops.models import Session


def canvases(request, pk):
    """All the canvases, each to print blank, for whoever goes to the session or runs it."""
    session = get_object_or_404(Session.objects.agenda_open_to(request.viewer), pk=pk)
    return render(request, "workshops/canvases.html", {"session": session, "canvases": library.canvases()})
