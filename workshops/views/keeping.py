"""Keeping what is on the page, and putting what was kept into an agenda."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops.exceptions import AlreadyCancelled, Gone, NotUnderstood, TooMany
from workshops.forms.templates import NameForm, PutForm
from workshops.models import Template
from workshops.services import templates as services
from workshops.views.fetch import day_run, item_run, session_run
from workshops.views.pages import invalid, refuse
from workshops.views.starting import say_what_is_astray
from workshops.views.templates import described, named

WHY_NOT = {
    Gone: gettext_lazy("That template was deleted meanwhile, so nothing was added. Choose another."),
    TooMany: gettext_lazy("A day holds at most 500 items, and these would be more. Nothing was added."),
    NotUnderstood: gettext_lazy("That template was kept by another version and cannot be read. Nothing was added."),
    AlreadyCancelled: gettext_lazy("This day is cancelled, so nothing was added."),
}


def session_keep(request, pk):
    session = shared_by_all(session_run(request.viewer, pk))
    form = NameForm(request.POST or None, initial={"name": session.heading[:120]})
    kept = {"session": session, "by": request.user, "now": request.now}
    if form.is_valid() and named(form, services.keep_session, **kept):
        messages.success(request, in_the_library(form))
        return redirect(session)
    return page(request, form, session, session.heading, session.get_absolute_url())


def item_keep(request, pk):
    item = item_run(request.viewer, pk)
    session = shared_by_all(item.day.session)
    form = NameForm(request.POST or None, initial={"name": item.title[:120]})
    if form.is_valid() and named(form, services.keep_item, item=item, by=request.user, now=request.now):
        messages.success(request, in_the_library(form))
        return redirect(session)
    return page(request, form, session, item.title, session.get_absolute_url())


def shared_by_all(session):
    """Of a set's or pair's meeting nothing becomes a template: the words are theirs."""
    if not session.is_whole_cohort:
        raise PermissionDenied
    return session


def in_the_library(form):
    return _("Kept as a template of the programme: %(name)s.") % form.cleaned_data


def page(request, form, session, what, back):
    context = {"form": form, "session": session, "what": what, "back": back}
    return render(request, "workshops/template_keep.html", context, status=invalid(request))


def template_put(request, pk):
    """Add a kept item, or the agenda of a kept day, after the items of this day."""
    day = day_run(request.viewer, pk)
    parts = parts_for(day.session.cohort.programme_id)
    last = day.items.last()
    form = PutForm(request.POST or None, parts=parts, initial={"after": last.pk if last else 0})
    if form.is_valid():
        with refuse(request, WHY_NOT):
            put(request, form, day)
        return redirect(day.session)
    context = {"form": form, "day": day, "session": day.session, "parts": parts}
    return render(request, "workshops/template_put.html", context, status=invalid(request))


def put(request, form, day):
    pk, part = form.chosen
    chosen = Template.objects.filter(programme=day.session.cohort.programme_id, pk=pk).first()
    if chosen is None:
        raise Gone
    after = form.cleaned_data["after"]
    laid = services.put(template=chosen, part=part, day=day, after=after, by=request.user, now=request.now)
    said = ngettext("%(n)s item is added at the end.", "%(n)s items are added at the end.", len(laid.items))
    messages.success(request, said % {"n": len(laid.items)} if laid.is_new else _("They are in the agenda already."))
    say_what_is_astray(request, laid)


def parts_for(programme_id):
    """Choices: the kept items, then each day of each kept session. What cannot be read is not offered."""
    rows = [described(template) for template in Template.objects.filter(programme=programme_id)]
    rows = [row for row in rows if row.count]
    of_kind = {kind: [choice for row in rows if row.kind == kind for choice in choices(row)] for kind in Template.Kind}
    return [(kind.label, found) for kind, found in reversed(of_kind.items()) if found]


def choices(template):
    days = template.kept.days
    for part, day in enumerate(days):
        if day.items:
            yield f"{template.pk}-{part}", part_name(template, part if len(days) > 1 else None)


def part_name(template, part):
    if part is not None:
        return _("%(name)s, day %(number)s") % {"name": template.name, "number": part + 1}
    return _("%(name)s (%(length)s)") % {"name": template.name, "length": template.length}
