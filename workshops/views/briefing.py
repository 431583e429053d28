"""A speaker as the office has them: the brief, its link, a ready mail, an answer told by telephone."""

from urllib.parse import quote

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workshops.briefs import brief_of
from workshops.exceptions import Gone, NoAddress
from workshops.forms.speakers import AnswerForm
from workshops.models import Speaker
from workshops.services import speakers, speaking
from workshops.views.fetch import speaker_run
from workshops.views.pages import invalid, refuse
from workshops.views.speak import OVERTAKEN, REASONS, states

REMOVED = {Gone: gettext_lazy("They were removed from the session meanwhile, so nothing was saved.")}
LONGEST_MAIL_LINK = 1900  # characters; some mail programs cut what is longer


def speaker(request, pk):
    """The brief as the speaker sees it, and all that goes with it."""
    found = speaker_run(request.viewer, pk)
    return page(request, found, AnswerForm(initial={"was": found.status}))


@require_POST
def speaker_answer(request, pk):
    """Take down what they said by telephone."""
    found = speaker_run(request.viewer, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, found, form)
    with refuse(request, REASONS | REMOVED):
        why = form.cleaned_data["why"]
        before = speaking.answer(speaker=found, comes=form.comes, why=why, by=request.user, now=request.now)
        found.refresh_from_db()
        messages.success(request, _("The answer is saved: %(state)s.") % {"state": found.get_status_display()})
        if form.was_overtaken(before, found.status):
            messages.warning(request, OVERTAKEN)
    return redirect(where(found))


@require_POST
def speaker_link(request, pk):
    found = speaker_run(request.viewer, pk)
    with refuse(request, REMOVED):
        speaking.new_link(speaker=found, by=request.user, now=request.now)
        said = _("The new link is ready. The old one opens nothing any more: send %(name)s the new one.")
        messages.success(request, said % {"name": found.name})
    return redirect(where(found))


@require_POST
def speaker_send(request, pk):
    """Have the brief mailed to them."""
    found = speaker_run(request.viewer, pk)
    with refuse(request, REMOVED | {NoAddress: _("No address is kept for them. Add it first.")}):
        speakers.send_brief(speaker=found, by=request.user, now=request.now)
        messages.success(request, _("The brief goes to %(address)s within a minute.") % {"address": found.email})
    return redirect(where(found))


def where(found):
    """Back to the speaker; to the session, where somebody removed them meanwhile."""
    if Speaker.objects.filter(pk=found.pk).exists():
        return reverse("workshops:speaker", args=[found.pk])
    return found.session.get_absolute_url()


def page(request, found, form):
    brief = brief_of(found)
    context = {"speaker": found, "session": found.session, "form": form, "brief": brief}
    context["programme"] = found.session.cohort.programme
    context |= states(brief, request.now) | mail(request, found, context)
    return render(request, "workshops/speaker.html", context, status=invalid(request))


def mail(request, found, context):
    """The link, and a mail that holds the brief with it; nothing where no link was made."""
    if not found.nonce:
        return {}
    link = request.build_absolute_uri(reverse("workshops:speak", args=[found.pk, speaking.token_of(found)]))
    subject = " ".join(render_to_string("workshops/mail/brief_subject.txt", context).split())
    texts = (f"workshops/mail/{name}.txt" for name in ("brief", "brief_short"))
    whole, short = (render_to_string(text, context | {"link": link}).strip() for text in texts)
    return {"link": link, "text": whole, "mailto": mailto(found.email, subject, whole, short)}


def mailto(address, subject, whole, short):
    """An address that opens a ready mail; with the short text where the whole one would be cut."""
    to = f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body="
    full = to + quote(whole.replace("\n", "\r\n"))
    return full if len(full) <= LONGEST_MAIL_LINK else to + quote(short.replace("\n", "\r\n"))
