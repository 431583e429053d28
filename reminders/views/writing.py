"""The office writes to many: to whom and what, then exactly who gets it, then ten minutes to take it back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.models import Programme
from reminders import wording
from reminders.circles import circles
from reminders.drafting import draft
from reminders.exceptions import Gone
from reminders.forms.writing import WriteForm
from reminders.models import Broadcast, Kind, Message
from reminders.services import writing as services
from reminders.views.ledger import keeper


def writing(request):
    """What was written to many, newest first, and where to begin."""
    viewer = keeper(request)
    written = Broadcast.objects.kept_for(viewer).select_related("programme", "by")
    context = {
        "page": Paginator(written, 50).get_page(request.GET.get("page")),
        "programmes": Programme.objects.filter(pk__in=viewer.programmes_coordinated),
        "now": request.now,
    }
    return render(request, "reminders/writing.html", context)


@never_cache
def write(request, pk):
    """Three steps of one form: written, shown with every name, sent."""
    programme = written_for(request.viewer, pk)
    initial = {"key": uuid.uuid4(), "to": request.GET.get("to", "")}
    form = WriteForm(request.POST or None, circles=circles(programme, request.now), initial=initial)
    step, context = request.POST.get("step", ""), {"form": form, "programme": programme}
    context["placeholders"] = wording.braced(wording.placeholders(Kind.BULK))
    if not form.is_valid() or step == "edit":
        invalid = request.method == "POST" and step != "edit"
        return render(request, "reminders/write.html", context, status=422 if invalid else 200)
    return shown(request, form, programme, context, send=step == "send")


def written_for(viewer, pk):
    """The programme, if the viewer writes for it; those who only look after it are refused."""
    programme = get_object_or_404(Programme.objects.coordinated_by(viewer), pk=pk)
    if programme.pk not in viewer.programmes_coordinated:
        raise PermissionDenied
    return programme


def shown(request, form, programme, context, *, send):
    """Who gets it and how it reads; or, where that is what was shown, send it."""
    said = {"subject": form.cleaned_data["subject"], "words": form.cleaned_data["words"]}
    known = Broadcast.objects.filter(key=form.cleaned_data["key"], by=request.user).first()
    if known:  # pressed twice
        return redirect(known)
    found = draft(programme=programme, people=form.circle.people(), **said, now=request.now)
    same = request.POST.get("shown") == found.mark
    if send and same and found.getting:
        return sent(request, form, programme, found, said)
    context |= {"draft": found, "circle": form.circle, "changed": send and not same}
    return render(request, "reminders/write_preview.html", context, status=409 if context["changed"] else 200)


def sent(request, form, programme, found, said):
    broadcast = services.write(
        programme=programme,
        circle=form.circle,
        people=found.getting,
        **said,
        key=form.cleaned_data["key"],
        by=request.user,
        now=request.now,
    )
    n = len(found.getting)
    to = ngettext("It goes to %(n)s person in ten minutes.", "It goes to %(n)s people in ten minutes.", n)
    messages.success(request, to % {"n": n})
    return redirect(broadcast)


def written(request, pk):
    """One message to many: when it goes or went, to whom, and what became of it."""
    viewer = keeper(request)
    found = get_object_or_404(Broadcast.objects.kept_for(viewer).select_related("programme", "by"), pk=pk)
    fates = {one.person_id: one for one in Message.objects.filter(occasion__kind=Kind.BULK, occasion__subject=found.pk)}
    context = {
        "broadcast": found,
        "rows": [(person, fates.get(person.pk)) for person in found.people.all()],
        "held": found.can_be_taken_back(request.now),
        "may_take_back": found.programme_id in viewer.programmes_coordinated,
        "now": request.now,
    }
    return render(request, "reminders/written.html", context)


@require_POST
def take_back(request, pk):
    found = get_object_or_404(Broadcast.objects.kept_for(request.viewer), pk=pk)
    if found.programme_id not in request.viewer.programmes_coordinated:
        raise PermissionDenied
    try:
        services.take_back(broadcast=found, by=request.user, now=request.now)
    except Gone:
        messages.warning(request, _("The ten minutes are over and it is on its way. Nothing could be taken back."))
    else:
        messages.success(request, _("Taken back. Nobody gets it."))
    return redirect(found)
