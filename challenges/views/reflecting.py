"""What a participant makes of a session: for themselves, and as feedback."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from challenges.asking import times_of
from challenges.exceptions import NotAsked
from challenges.forms.asking import FeedbackForm, ReflectionForm
from challenges.models import Feedback, Question, Reflection
from challenges.services import asking
from challenges.views.shown import sent, words
from workshops.models import Session


def session_of_mine(request, pk):
    """A published session of a whole cohort in which the viewer takes part, and their place in it."""
    places = {place.cohort_id: place for place in request.viewer.participations}
    sessions = Session.objects.announced_to(request.viewer).filter(cohort__in=places)
    found = get_object_or_404(sessions.select_related("cohort__programme"), pk=pk)
    return found, places[found.cohort_id]


@words
def reflect(request, pk):
    session, place = session_of_mine(request, pk)
    own = Reflection.objects.kept_for(request.viewer).filter(membership=place, question__session=session)
    kept = {each.question_id: each for each in own.select_related("question")}
    asked = list(Question.objects.about(session).standing().prompts())
    questions = asked + [each.question for each in kept.values() if each.question.removed_at]
    form = ReflectionForm(sent(request), questions=questions, said={number: each.text for number, each in kept.items()})
    begun = times_of(session).has_begun(request.now)
    if request.method == "POST" and begun and form.is_valid():
        return keep_reflections(request, session, place, form)
    rows = [(form[name], question, kept.get(question.pk)) for name, question in form.questions.items()]
    context = {"session": session, "form": form, "rows": rows, "begun": begun, "audience": Reflection.audience}
    return render(request, "challenges/reflect.html", context, status=422 if form.is_bound else 200)


def keep_reflections(request, session, place, form):
    pressed = {name: form.cleaned_data[name] for name in ("offer", "take_back")}
    try:
        asking.reflect(place=place, session=session, answers=form.answers, **pressed, by=request.user, now=request.now)
    except NotAsked as refused:
        raise Http404 from refused
    messages.success(request, said(pressed))
    return redirect("challenges:reflect", session.pk)


def said(pressed):
    if pressed["offer"]:
        return _("Saved, and offered to the recap: without your name, and once five people have offered something.")
    if pressed["take_back"]:
        return _("Taken back. It is yours alone again; a recap that is already printed has it still.")
    return _("Saved. Only you can read it.")


@words
def feedback(request, pk):
    session, place = session_of_mine(request, pk)
    own = Feedback.objects.kept_for(request.viewer).filter(membership=place, question__session=session)
    kept = {each.question_id: each.text or each.score for each in own}
    questions = list(Question.objects.about(session).standing().exclude(kind=Question.Kind.PROMPT))
    questions.sort(key=lambda question: question.kind == Question.Kind.OPEN)  # words come last
    form = FeedbackForm(sent(request), questions=questions, said=kept)
    times = times_of(session)
    is_open = times.takes_feedback(request.now)
    if request.method == "POST" and is_open and form.is_valid():
        return keep_feedback(request, session, place, form)
    context = {"session": session, "form": form, "kept": kept, "open": is_open}
    context |= {"rows": [(form[name], question) for name, question in form.questions.items()]}
    context |= {"begun": times.has_begun(request.now)}
    return render(request, "challenges/feedback.html", context, status=422 if form.is_bound else 200)


def keep_feedback(request, session, place, form):
    try:
        asking.give_feedback(place=place, session=session, answers=form.answers, by=request.user, now=request.now)
    except NotAsked as refused:
        raise Http404 from refused
    messages.success(request, _("Thank you. Your answers are counted with the others’, without your name."))
    return redirect("challenges:feedback", session.pk)
