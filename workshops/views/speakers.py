from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from workshops.exceptions import Gone
from workshops.forms.speakers import SpeakerForm
from workshops.models import Speaker
from workshops.services import speakers
from workshops.views.fetch import session_run, speaker_run
from workshops.views.pages import invalid, refuse


def speaker_add(request, pk):
    session = session_run(request.viewer, pk)
    form = SpeakerForm(request.POST or None, session=session)
    if form.is_valid():
        items = form.chosen_items or ()
        speaker = speakers.add(
            session=session, fields=form.speaker_fields, items=items, by=request.user, now=request.now
        )
        said = _("%(name)s is saved, and told nothing by this. The brief to send them is ready, under Speakers.")
        messages.success(request, said % {"name": speaker.name})
        return redirect(session)
    return page(request, form, session)


def speaker_edit(request, pk):
    speaker = speaker_run(request.viewer, pk)
    form = SpeakerForm(request.POST or None, instance=Speaker.objects.get(pk=pk), session=speaker.session)
    if form.is_valid():
        items = form.chosen_items
        try:
            speakers.edit(speaker=speaker, fields=form.speaker_fields, items=items, by=request.user, now=request.now)
        except Gone:
            form.add_error(None, _("They were removed from the session meanwhile, so nothing was saved."))
            return page(request, form, speaker.session, speaker)
        messages.success(request, _("%(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return redirect(speaker.session)
    return page(request, form, speaker.session, speaker)


def page(request, form, session, speaker=None):
    context = {"form": form, "session": session, "speaker": speaker}
    return render(request, "workshops/speaker_form.html", context, status=invalid(request))


def speaker_remove(request, pk):
    speaker = speaker_run(request.viewer, pk)
    if request.method == "POST":
        with refuse(request, {Gone: _("They are removed already.")}):
            speakers.remove(speaker=speaker, by=request.user, now=request.now)
            messages.success(request, _("%(name)s is removed.") % {"name": speaker.name})
        return redirect(speaker.session)
    return render(request, "workshops/speaker_remove.html", {"speaker": speaker, "session": speaker.session})
