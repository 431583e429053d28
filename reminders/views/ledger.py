from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.models import Cohort, Programme
from cohorts.text import search_key
from cohorts.views.exporting import table_page
from reminders import pausing, status
from reminders.ahead import ahead as who_gets
from reminders.exceptions import AlreadySettled, TooLate
from reminders.forms.truth import TruthFilter
from reminders.models import Message, Occasion
from reminders.services import exporting
from reminders.services import settling as services
from reminders.views.watching import office

PAGE = 50
FORTNIGHT = timedelta(days=14)
MANY = 50  # failed ones shown at once


def ledger(request):
    """Who got what and when, with the mail server's answer; what failed or is in doubt stands first."""
    viewer = keeper(request)
    kept = Message.objects.kept_for(viewer).select_related("occasion__session", "person", "speaker")
    form = TruthFilter(request.GET, cohorts=Cohort.objects.run_by(viewer))
    shown = form.narrow(kept).newest_first()
    context = {
        "form": form,
        "filtered": bool(form.chosen),
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "needs": by_address(kept.unsettled().newest_first()[:MANY]),
        "coordinated": viewer.programmes_coordinated,
        "away": status.mail_server_away(),
        **silence(viewer, request.now),
    }
    return render(request, "reminders/ledger.html", context)


@never_cache
def export_messages(request):
    """The messages that the ledger shows, chosen as there, as a file; for those who look after programmes."""
    viewer = office(request)
    form = TruthFilter(request.GET, cohorts=Cohort.objects.run_by(viewer))
    chosen = form.narrow(Message.objects.coordinated_by(viewer)).newest_first()
    export = partial(exporting.export, messages=chosen)
    return table_page(request, export, "messages", "reminders/export_messages.html", {"number": chosen.count()})


def by_address(unsettled):
    """One entry for each address that does not take mail, and for each other message, with how many more there are."""
    found = {}
    for message in unsettled:
        key = message.address if message.is_about_the_address else message.pk
        first, more = found.get(key, (message, -1))
        found[key] = first, more + 1
    return list(found.values())


def silence(viewer, now):
    """What the banner says where mail does not go: troubles, and whether anything of the viewer's is paused."""
    paused = Programme.objects.filter(pk__in=viewer.programmes_coordinated).exclude(paused_at=None)
    troubles = [trouble for trouble in status.troubles(now) if trouble != "mail_server"]
    return {"mail_troubles": troubles, "mail_paused": pausing.is_everything_paused() or paused.exists()}


def keeper(request):
    """The viewer, if there is a ledger for them."""
    viewer = request.viewer
    if not (viewer.is_office or viewer.cohorts_facilitated):
        raise Http404
    return viewer


def ahead(request):
    """What falls due, in the next fortnight or as far as is asked: who will get it, who will not, and why."""
    viewer = keeper(request)
    form = TruthFilter(request.GET, cohorts=Cohort.objects.run_by(viewer))
    occasions = Occasion.objects.kept_for(viewer).ahead().select_related("session__cohort", "programme")
    person = form.chosen.get("person")
    found = form.narrow_ahead(occasions, request.now + FORTNIGHT)
    page = Paginator(found, MANY if person else 20).get_page(request.GET.get("page"))
    rows = who_gets(list(page.object_list), request.now)
    promises = form.narrow_ahead(Occasion.objects.of_promises(viewer).ahead(), request.now + FORTNIGHT)
    context = {"form": form, "filtered": bool(form.chosen), "page": page, "promises": promises.count()}
    return render(request, "reminders/ahead.html", context | {"rows": about(rows, person) if person else rows})


def about(rows, words):
    """What each of `rows` means for the people whose names hold `words`; those that mean nothing for them go."""
    key = search_key(words)
    for row in rows:
        row.getting = [one for one in row.getting if key in search_key(one.full_name, one.email)]
        row.not_getting = [(one, why) for one, why in row.not_getting if key in search_key(one.full_name, one.email)]
    return [row for row in rows if row.total]


def mine(request):
    """The viewer's own messages."""
    own = Message.objects.sent_to(request.viewer).select_related("occasion__session").newest_first()
    return render(request, "reminders/mine.html", {"page": Paginator(own, PAGE).get_page(request.GET.get("page"))})


@require_POST
def try_again(request, pk):
    message = unsettled(request, pk)
    try:
        again = services.try_address_again if message.is_about_the_address else services.try_again
        again(message=message, by=request.user, now=request.now)
    except (AlreadySettled, TooLate) as reason:
        messages.warning(request, said(message, type(reason).__name__))
    else:
        messages.success(request, said(message, "again"))
    return redirect("reminders:ledger")


@require_POST
def dismiss(request, pk):
    message = unsettled(request, pk)
    try:
        services.dismiss(message=message, by=request.user, now=request.now)
    except AlreadySettled:
        messages.warning(request, said(message, "AlreadySettled"))
    else:
        messages.success(request, said(message, "dismissed"))
    return redirect("reminders:ledger")


def unsettled(request, pk):
    """The message, if the viewer coordinates its programme; those who may only read it are refused."""
    message = get_object_or_404(
        Message.objects.kept_for(request.viewer).select_related("occasion", "person", "speaker"), pk=pk
    )
    if message.occasion.programme_id not in request.viewer.programmes_coordinated:
        raise PermissionDenied
    return message


def said(message, what):
    return render_to_string("reminders/_said.txt", {"person": message.recipient, "what": what}).strip()
