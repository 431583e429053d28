"""What is done about a gap, with one press."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workshops.exceptions import NoGap, NotReady
from workshops.forms.speakers import RemedyForm
from workshops.models import Speaker
from workshops.services import gaps
from workshops.views.fetch import speaker_run
from workshops.views.pages import refuse

REASONS = {
    NoGap: gettext_lazy("Nothing was changed: they can come after all, or somebody was quicker with it."),
    NotReady: gettext_lazy("Nothing was changed: whoever was in reserve does not stand ready for this any more."),
}


@require_POST
def gap(request, pk):
    """Close a gap in the draft, then lead on to publishing what changed."""
    speaker = speaker_run(request.viewer, pk)
    form = RemedyForm(request.POST)
    if not form.is_valid():
        raise Http404
    with refuse(request, REASONS):
        said = remedy(form, speaker=speaker, item=form.cleaned_data["item"], by=request.user, now=request.now)
        messages.success(request, said)
        return redirect(onwards(speaker.session))
    return redirect(speaker.session)


def remedy(form, **what):
    """Do it; what to say of it."""
    chosen, speaker = form.cleaned_data["remedy"], what["speaker"]
    if form.reserve:
        taker = gaps.step_in(reserve=form.reserve, **what)
        words = {"reserve": taker.name, "name": speaker.name}
        return _("%(reserve)s steps in for %(name)s, and is told nothing by this: send them their brief.") % words
    service, said = REMEDIES[chosen]
    changed = service(**what)
    return said % {"name": speaker.name, "title": changed.title if changed else ""}


REMEDIES = {
    "keep": (gaps.keep, gettext_lazy("“%(title)s” stays as it is, without %(name)s.")),
    "shorter": (gaps.shorten, gettext_lazy("“%(title)s” is shorter by the time of %(name)s.")),
    "neighbour": (gaps.give_on, gettext_lazy("“%(title)s” has the time of %(name)s.")),
    "drop": (gaps.drop, gettext_lazy("The item of %(name)s is dropped.")),
}


def onwards(session):
    """To the next edition, once one is published and no gap is left; else back to the session."""
    is_next = session.editions.exists() and not Speaker.objects.missing().filter(session=session).exists()
    return reverse("workshops:publish", args=[session.pk]) if is_next else session
