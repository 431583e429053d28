"""Which item serves which objective, ticked in one table."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.editions import agenda_days, slots
from workshops.exceptions import OtherSession
from workshops.forms.objectives import ServingForm
from workshops.models import Item
from workshops.services import objectives as services
from workshops.views.fetch import session_run
from workshops.views.pages import invalid, refuse

REASONS = {OtherSession: gettext_lazy("An item or objective is not here any more, so nothing is saved. Look again.")}


def serving(request, pk):
    session = session_run(request.viewer, pk)
    days, objectives = agenda_days(session), list(session.objectives.all())
    items = [item for day in days for item in day.items.all() if item.kind not in Item.QUIET]
    form = ServingForm(request.POST or None, objectives=objectives, items=items)
    if request.method == "POST" and form.is_valid():
        with refuse(request, REASONS):
            services.serve(session=session, tied=form.tied, untied=form.untied, by=request.user, now=request.now)
            messages.success(request, _("What serves which objective is saved."))
        return redirect(f"{session.get_absolute_url()}#objectives-h")
    there = {f"{objective.pk}-{item.pk}" for item in items for objective in item.objectives.all()}
    ticked = set(request.POST.getlist("serves")) if request.method == "POST" else there
    context = {
        "session": session,
        "form": form,
        "objectives": objectives,
        "days": [(day, rows(day, objectives, ticked)) for day in days],
        "was": request.POST.get("was", " ".join(sorted(there))),
    }
    return render(request, "workshops/serving.html", context, status=invalid(request))


def rows(day, objectives, ticked):
    """The day's items but for breaks and meals, timed."""
    return [row(slot, objectives, ticked) for slot in slots(day) if slot.item.kind not in Item.QUIET]


def row(slot, objectives, ticked):
    """An item, and for each objective the value of its box and whether it is ticked."""
    boxes = [(objective, f"{objective.pk}-{slot.item.pk}") for objective in objectives]
    return slot, [(objective, value, value in ticked) for objective, value in boxes]
