"""The sheet of a set for its own hands."""

from challenges.set_sheet import sheet as set_sheet
from challenges.views.paper import printed
from challenges.views.rooms import meeting
from challenges.views.shown import words


@words
def sheet(request, pk):
    """What the set room shows, on paper: for the members and the adviser."""
    values = set_sheet(meeting(request, pk), request.viewer, request.now, large=request.GET.get("size") == "large")
    return printed(request, "set-sheets", values, "set-sheet")
