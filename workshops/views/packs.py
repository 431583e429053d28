"""The day pack: choose its sheets, see how much paper it takes, have it made, fetch it."""

from contextlib import suppress

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from workshops.checking import check
from workshops.editions import agenda_days, frozen
from workshops.forms.packs import PackForm
from workshops.packs.building import build
from workshops.packs.measuring import measure, missing
from workshops.packs.proposal import proposed
from workshops.packs.since import changed, last_printed
from workshops.packs.wishes import Order, Stack
from workshops.services import packs
from workshops.sheet_list import BY_NAME, printable
from workshops.views.fetch import pack_printable, session_run
from workshops.views.printing import file, slug


def pack_new(request, pk):
    """Choose sheets and copies, and see the paper they take; one press has them made."""
    session = session_run(request.viewer, pk)
    edition = session.editions.first()
    kinds = [kind for kind in printable(session, request.viewer) if edition or not kind.needs_edition]
    form = PackForm(request.POST if request.method == "POST" else defaults(session, kinds), kinds=kinds)
    if request.method == "POST" and "count" not in request.POST and form.is_valid():
        return redirect(ordered(request, session, form.order))
    context = {"session": session, "form": form, "latest": edition} | sums(session, edition, form, request.now)
    if request.htmx:
        return render(request, "workshops/_pack_sums.html", context)
    context |= doubts(request.viewer, session, edition) | earlier(session, edition, kinds, request.now)
    return render(request, "workshops/pack_new.html", context, status=422 if form.errors else 200)


def defaults(session, kinds):
    copies = proposed(session, kinds)
    by_stock = len({kind.stock for kind in kinds if copies[kind.name]}) > 1
    return copies | {"size": "a4", "both_sides": "", "by_stock": "on" if by_stock else ""}


def ordered(request, session, order):
    """The pack; already made, where that takes no longer than opening a page and the database has time for it."""
    pack = packs.order(session=session, wanted=order, by=request.user, now=request.now)
    if packs.is_short(order):
        with suppress(OperationalError):  # then the next tick makes it
            packs.make(pack_id=pack.pk, now=request.now)
    return pack


def sums(session, edition, form, now):
    """The files to come, and what would not come out well. Nothing for a form that is wrong."""
    if not form.is_valid():
        return {"files": []}
    built = build(session, edition, form.order, now=now)
    files = measure(built, form.order)
    broken = {line.built.kind.name: line.built.kind for file in files for line in file.lines if line.is_broken}
    return {"files": files, "broken": broken.values(), "missing": missing(built), "both_sides": form.order.both_sides}


def doubts(viewer, session, edition):
    """What speaks against printing now: the draft says something else, or the agenda does not add up."""
    days, objectives = agenda_days(session), list(session.objectives.all())
    stale = edition is not None and edition.content != frozen(session, days, objectives)
    return {"findings": check(session, viewer, days, objectives).findings, "stale": stale}


def earlier(session, edition, kinds, now):
    """The packs made before, and the sheets of them that would say something else now, each with its copies."""
    made, before = list(session.packs.select_related("by")[:10]), last_printed(session)
    known = Order.of({kind.name: 1 for kind in kinds if kind.name in before})
    copies = {name: count for pack in reversed(made) for name, count in pack.copies.items()}
    again = changed(build(session, edition, known, now=now), before)
    return {"packs": made, "changed": [(one.kind, copies.get(one.kind.name, 1)) for one in again]}


@never_cache
def pack(request, pk):
    """How far it is; once it is made, its files. Where scripts run, the page asks again by itself."""
    found = pack_printable(request.viewer, pk)
    if request.htmx and not found.made_at and request.GET.get("done") == str(found.done):
        return HttpResponse(status=204)  # no news: nothing to read out again
    latest = found.session.editions.first()
    context = {
        "pack": found,
        "session": found.session,
        "files": [(Stack(pdf.place, pdf.stock, pdf.part), pdf) for pdf in found.files.defer("pdf")],
        "faults": [BY_NAME[name] for name in found.faults],
        "superseded": latest if latest and found.made_at and latest.number != found.edition else None,
    }
    return render(request, "workshops/_pack.html" if request.htmx else "workshops/pack.html", context)


def pack_file(request, pk, position):
    """A file of a pack, for those who may print every sheet in it."""
    found = pack_printable(request.viewer, pk)
    pdf = get_object_or_404(found.files, position=position)
    name = [slug(found.session), "day-pack", pdf.place, pdf.stock, f"{pdf.part}" if pdf.part > 1 else ""]
    return file(bytes(pdf.pdf), "application/pdf", f"{'-'.join(filter(None, name))}.pdf")
