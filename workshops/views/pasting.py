"""A pasted agenda: the box, the preview, and adding it. Whatever was typed comes back until it is added."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops.exceptions import AlreadyCancelled, AlreadyThere, ChangedMeanwhile, SameDate, TooMany
from workshops.forms.pasted import PreviewForm
from workshops.forms.pasting import PasteForm
from workshops.pasting import MOST
from workshops.pasting.preview import Preview
from workshops.services import pasting
from workshops.views.fetch import day_run
from workshops.views.pages import invalid
from workshops.views.pasted import shown

CANCELLED = gettext_lazy("This day is cancelled, so nothing can be added to it.")
TWICE = gettext_lazy("These items are in the draft already, so nothing was added twice.")


def paste(request, pk):
    """Read an agenda into a preview, correct it there, add it to the draft. Nothing is kept in between."""
    day = day_run(request.viewer, pk)
    days = pasting.drafts(day.session)
    if day.pk not in days:
        messages.error(request, CANCELLED)
        return redirect(day.session)
    if request.method != "POST":
        return box(request, day, PasteForm(opens=day.opens_minute))
    do = request.POST.get("do", "read")
    return read(request, day, days) if do == "read" else corrected(request, day, days, adds=do == "add")


def box(request, day, form):
    context = {"form": form, "day": day, "session": day.session}
    return render(request, "workshops/paste.html", context, status=invalid(request))


def read(request, day, days):
    form = PasteForm(request.POST, opens=day.opens_minute)
    if not form.is_valid():
        return box(request, day, form)
    preview = PreviewForm({}, Preview.of(form.reading), days=days, today=days[day.pk])
    return page(request, day, preview, text=form.cleaned_data["text"])


def corrected(request, day, days, *, adds):
    """The preview as somebody changed it: worked out again, or added."""
    preview = PreviewForm(request.POST, Preview.posted(request.POST).placed(), days=days, today=days[day.pk])
    if not adds:
        return page(request, day, preview)
    if preview.wrong or not preview.going:
        return page(request, day, preview, status=422)
    return add(request, day, preview)


def add(request, day, preview):
    seen = preview.cleaned_data["seen"]
    try:
        added = pasting.add(session=day.session, batches=preview.batches, seen=seen, by=request.user, now=request.now)
    except AlreadyThere:
        messages.info(request, TWICE)
    except (ChangedMeanwhile, SameDate, AlreadyCancelled):
        return page(request, day, preview, status=409)
    except TooMany:
        said = _("A day has at most %(most)s items, and these would be more. Leave some out.") % {"most": MOST}
        return page(request, day, preview, status=422, refused=said)
    else:
        messages.success(request, told(added, preview))
    return redirect(day.session)


def told(added, preview):
    """What happened, and what happens next."""
    said = ngettext("%(n)s item is added to the draft.", "%(n)s items are added to the draft.", added) % {"n": added}
    if preview.replaces:
        said += " " + _("They stand in the place of what was there.")
    if any(isinstance(where, date) for where in preview.going):
        said += " " + _("The session has a new day for them: undo takes the items back, and leaves the day.")
    return said + " " + _("Delegates see them when you publish the next edition.")


def page(request, day, preview, text=None, status=200, refused=""):
    """The preview, with the draft as it is now noted in it."""
    context = {
        "day": day,
        "session": day.session,
        "preview": preview,
        "shown": shown(preview),
        "text": request.POST.get("text", "") if text is None else text,
        "seen": pasting.state(preview.days.values()),
        "status": status,
        "refused": refused,
    }
    return render(request, "workshops/paste_preview.html", context, status=status)
