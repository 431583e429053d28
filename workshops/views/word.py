"""The agenda as a file that Word opens, for whoever goes on working with it there."""

from django.shortcuts import get_object_or_404

from workshops.models import Edition, Session
from workshops.sheet_data.agenda import agenda_sheet
from workshops.sheet_data.running_order import running_order_sheet
from workshops.views.printing import file, nothing_published, slug
from workshops.word.agenda import agenda_paper, running_order_paper
from workshops.word.writing import written

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WITH = ("cohort__programme", "learning_set", "coaching_pair")


def agenda(request, pk):
    """The published agenda, for everyone who may read it."""
    session = get_object_or_404(Session.objects.agenda_open_to(request.viewer).select_related(*WITH), pk=pk)
    edition = Edition.of(session).first()
    if edition is None:
        return nothing_published(request, session)
    values = agenda_sheet(session, edition, now=request.now)
    return word_file(agenda_paper(values, request.now), f"{slug(session)}-agenda")


def running_order(request, pk):
    """The running order, for those who prepare the session."""
    session = get_object_or_404(Session.objects.draft_open_to(request.viewer).select_related(*WITH), pk=pk)
    values = running_order_sheet(session, Edition.of(session).first(), now=request.now)
    return word_file(running_order_paper(values, request.now), f"{slug(session)}-running-order")


def word_file(paper, name):
    response = file(written(paper), WORD, f"{name}.docx")
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response
