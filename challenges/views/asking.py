"""What a session asks its participants afterwards, for those who run it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from challenges.forms.asking import AskForm
from challenges.models import Question
from challenges.querysets import asked_before
from challenges.services import asking
from challenges.views.shown import sent
from workshops.models import Session


def asked_session(request, pk):
    """A session of the whole cohort that the viewer runs: refused where they only go to it."""
    sessions = Session.objects.visible_to(request.viewer).filter(learning_set=None, coaching_pair=None)
    found = get_object_or_404(sessions.select_related("cohort__programme"), pk=pk)
    if not Session.objects.run_by(request.viewer).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def ask(request, pk):
    """Choose what the session asks; from here one comes to what was answered."""
    session = asked_session(request, pk)
    standing = Question.objects.about(session).standing()
    asked = {kind: [each.text for each in standing if each.kind == kind] for kind in Question.Kind}
    forms = [AskForm(sent(request), kind=kind, asked=asked[kind]) for kind in Question.Kind]
    sound = [form.is_valid() for form in forms]  # each is asked, so that each shows what is wrong with it
    if request.method == "POST" and all(sound):
        return keep(request, session, forms)
    chaired = Session.objects.chaired_by(request.viewer)
    context = {"session": session, "forms": forms, "before": asked_before(session, chaired)}
    context |= {"reads": any(asked.values()) and chaired.filter(pk=session.pk).exists()}
    return render(request, "challenges/ask.html", context, status=422 if request.method == "POST" else 200)


def keep(request, session, forms):
    for form in forms:
        asking.ask(session=session, kind=form.kind, texts=form.texts, by=request.user, now=request.now)
    messages.success(request, _("Saved. Participants find the questions on the page of the session once it has begun."))
    return redirect("challenges:ask", session.pk)
