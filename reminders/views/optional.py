"""Which mails one gets: chosen on one's own page, or stopped from the mail itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cohorts.models import Person
from reminders import optional
from reminders.forms.mails import MailsForm
from reminders.models import OptOut
from reminders.services import choices as services


@never_cache
def my_mails(request):
    """The mails one can do without, and whether one's own words come in them."""
    form = MailsForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        services.choose_mails(person=request.user, **form.choice, by=request.user, now=request.now)
        messages.success(request, _("Saved. It holds for the mails we send from now on."))
        return redirect("me")
    return render(request, "reminders/my_mails.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def end_links(request):
    services.end_links(person=request.user, by=request.user, now=request.now)
    messages.success(request, _("The links in mails sent so far open nothing any more. The next mails bring new ones."))
    return redirect("me")


@never_cache
@csrf_exempt  # a mail program presses for its reader; the token in the address is the proof
@login_not_required
def stop(request, person, kind, token):
    """GET shows what would stop and changes nothing: mail scanners open links. POST stops it, or starts it again."""
    reader = get_object_or_404(Person.objects.filter(is_active=True), pk=person)
    if kind not in optional.OPTIONAL or not optional.is_token_of(reader, kind, token):
        raise Http404
    if request.method == "POST":
        services.opt(person=reader, kind=kind, out=request.POST.get("again") != "1", by=reader, now=request.now)
    stopped = OptOut.objects.filter(person=reader, kind=kind).exists()
    return render(request, "reminders/stop.html", {"kind": kind, "stopped": stopped, "reader": reader})
