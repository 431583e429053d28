"""What came back from a session: the recap of what was offered, and the feedback."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render

from challenges.asking import times_of
from challenges.models import Question
from challenges.querysets import totals_open_to
from challenges.recap import FEWEST, own_words, recap, totals
from challenges.recap_sheet import printed
from challenges.views.shown import words
from workshops.models import Session
from workshops.views.printing import file, slug


def chaired(request, pk):
    sessions = Session.objects.chaired_by(request.viewer)
    return get_object_or_404(sessions.select_related("cohort__programme"), pk=pk)


@words
def page(request, pk):
    """What participants offer to the recap, for those who open the next session with it."""
    session = chaired(request, pk)
    context = {"session": session, "rows": recap(session), "fewest": FEWEST}
    return render(request, "challenges/recap.html", context)


@words
def sheet(request, pk):
    """The same on paper, to hang up or to read from."""
    session = chaired(request, pk)
    pdf = printed(session, request.now, large=request.GET.get("size") == "large")
    return file(pdf, "application/pdf", f"{slug(session)}-recap.pdf")


@words
def results(request, pk):
    """The feedback on a session in figures; in words only for those who run it."""
    found = get_object_or_404(totals_open_to(request.viewer).select_related("cohort__programme"), pk=pk)
    reads = Session.objects.chaired_by(request.viewer).filter(pk=pk).exists()
    times = times_of(found)
    context = {"session": found, "totals": totals(found, request.now), "reads": reads, "fewest": FEWEST}
    context |= {"said": own_words(found, request.now) if reads else []}
    context |= {"counted": times.is_counted(request.now), "until": times.feedback_until}
    return render(request, "challenges/results.html", context)


@words
def all_results(request):
    """The sessions whose feedback the viewer may read."""
    asked = Question.objects.standing().filter(session=OuterRef("pk"), kind=Question.Kind.SCALE)
    sessions = totals_open_to(request.viewer).filter(Exists(asked)).select_related("cohort").in_order()
    return render(request, "challenges/all_results.html", {"sessions": sessions})
