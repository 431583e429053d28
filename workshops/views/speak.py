"""A speaker's brief by a link without signing in, and one press to say whether they come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from workshops.briefs import brief_of
from workshops.exceptions import AlreadyCancelled, AlreadyOver, Gone
from workshops.forms.speakers import AnswerForm
from workshops.models import Speaker
from workshops.services import speaking
from workshops.views.pages import invalid, refuse

REASONS = {
    AlreadyCancelled: gettext_lazy("It is cancelled, so there is nothing to answer."),
    AlreadyOver: gettext_lazy("It is over, so there is nothing to answer any more."),
    Gone: gettext_lazy("This link was taken back meanwhile, so nothing was saved."),
}
OVERTAKEN = gettext_lazy("Another answer had been given since you opened the page. This one takes its place.")


@never_cache
@login_not_required
def speak(request, pk, token):
    """GET shows the brief and changes nothing: mail scanners open links. No search engine keeps it."""
    speaker = speaker_with(pk, token)
    if speaker is None:
        return unlisted(render(request, "workshops/speak_gone.html", status=404))
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"was": speaker.status})
    if form.is_valid():
        return keep(request, speaker, form)
    context = {"form": form, "brief": brief_of(speaker), "speaker": speaker, "session": speaker.session}
    context |= {"programme": speaker.session.cohort.programme, "is_theirs": True}
    context |= states(context["brief"], request.now)
    return unlisted(render(request, "workshops/speak.html", context, status=invalid(request)))


def states(brief, now):
    return {"is_open": brief.is_open(now), "is_over": brief.is_over(now)}


def speaker_with(pk, token):
    """The speaker whose link this is; None for a link that is wrong or was replaced."""
    speaker = Speaker.objects.select_related("session__cohort__programme").filter(pk=pk).first()
    return speaker if speaker and speaking.is_token_of(speaker, token) else None


def keep(request, speaker, form):
    with refuse(request, REASONS):
        why = form.cleaned_data["why"]
        before = speaking.answer(speaker=speaker, comes=form.comes, why=why, now=request.now)
        speaker.refresh_from_db()
        messages.success(request, thanks(form.comes))
        if form.was_overtaken(before, speaker.status):
            messages.warning(request, OVERTAKEN)
    return unlisted(redirect(request.path))


def thanks(comes):
    if comes:
        return _("Thank you. The programme office sees that you can come.")
    return _("Thank you for saying so. The programme office sees it at once and finds another way.")


def unlisted(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
