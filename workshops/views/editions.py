from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.checking import check
from workshops.editions import agenda_days, changes_since, frozen
from workshops.exceptions import AlreadyCancelled, NothingChanged, NothingToPublish
from workshops.services import editions
from workshops.views.fetch import session_run
from workshops.views.pages import refuse

REASONS = {
    AlreadyCancelled: gettext_lazy("Every day of this session is cancelled, so there is nothing to publish."),
    NothingToPublish: gettext_lazy("The agenda has no items yet, so there is nothing to publish."),
    NothingChanged: gettext_lazy("Nothing has changed since the last edition, so there is nothing to publish."),
}


def publish(request, pk):
    """Says what everyone will read from now on; publishing freezes exactly that."""
    session = session_run(request.viewer, pk)
    if request.method == "POST":
        with refuse(request, REASONS):
            edition = editions.publish(session=session, by=request.user, now=request.now)
            messages.success(request, published(edition))
        return redirect(session)
    latest = session.editions.first()
    days, objectives = agenda_days(session), list(session.objectives.all())
    content = frozen(session, days, objectives)
    findings = check(session, request.viewer, days, objectives).findings
    context = {"session": session, "latest": latest, "content": content, "days": with_items(days, content)}
    context |= {"changed": latest is None or latest.content != content, "findings": findings}
    context["changes"] = changes_since(latest, content, session.days.all())
    return render(request, "workshops/publish.html", context)


def published(edition):
    said = _("Edition %(number)s is published. Delegates see it from now on; your next changes stay a draft.")
    if edition.number > 1:
        said += " " + _("What was printed before is out of date: print again under “To print”.")
    return said % {"number": edition.number}


def edition(request, pk, number):
    """An edition as it was published and what it changed, for those who run the session."""
    session = session_run(request.viewer, pk)
    found = get_object_or_404(session.editions.select_related("by"), number=number)
    before = session.editions.filter(number__lt=number).first()
    days = list(session.days.select_related("venue", "room"))
    context = {"session": session, "edition": found, "before": before}
    context["changes"] = changes_since(before, found.content, days)
    context["days"] = with_items(days, found.content)
    return render(request, "workshops/edition.html", context)


def with_items(days, content):
    """The days the content speaks of, each with its `agenda`."""
    agendas = {agenda["day"]: agenda["items"] for agenda in content["days"]}
    for day in days:
        day.agenda = agendas.get(day.pk, [])
    return [day for day in days if day.pk in agendas]
