"""The limits of confidentiality: what two named people ask to open, and what its author is told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.exceptions import KeyTaken, NoLongerAsked, NoSuchThing, NotTheSecond
from challenges.forms.disclosures import AskForm
from challenges.models import Disclosure
from challenges.services import disclosures as services
from challenges.views.shown import sent, words

A_PAGE = 30


def must_answer(viewer):
    """For coordinators and safeguarding leads; not there for anybody else."""
    if not viewer.programmes_coordinated | viewer.programmes_safeguarded:
        raise Http404


@words
def disclosures(request):
    must_answer(request.viewer)
    rows = Disclosure.objects.kept_for(request.viewer).with_people()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [(row, state(row, request.now)) for row in page]}
    return render(request, "challenges/disclosures.html", context)


def state(row, now):
    """One word for where it stands."""
    if row.withdrawn_at:
        return "withdrawn"
    if row.agreed_at:
        return "open" if row.is_open(now) else "closed"
    return "waits" if row.waits(now) else "lapsed"


@words
def ask(request):
    must_answer(request.viewer)
    form = AskForm(sent(request))
    if request.method == "POST" and form.is_valid() and (made := keep(request, form)):
        return redirect(made)
    return render(request, "challenges/disclosure_ask.html", {"form": form}, status=422 if form.is_bound else 200)


def keep(request, form):
    said = {name: form.cleaned_data[name] for name in ("reference", "reason", "untold", "key")}
    try:
        made = services.ask(**said, by=request.user, now=request.now)
    except NoSuchThing:
        form.add_error("reference", _("This leads to nothing in your programmes. It may have been deleted."))
    except NotTheSecond:
        form.add_error("reference", _("You wrote this yourself, so somebody else must ask."))
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to ask."))
    else:
        messages.success(request, _("You have asked. Nothing is open until the second person agrees, on this page."))
        return made
    return None


def kept(request, pk):
    return get_object_or_404(Disclosure.objects.kept_for(request.viewer).with_people(), pk=pk)


@words
def disclosure(request, pk):
    return shown(request, kept(request, pk))


def shown(request, row, **more):
    """The page of one; with `thing` also what was opened, which is in no other page."""
    two = {row.asked_by_id, row.agreed_by_id}
    context = {
        "row": row,
        "state": state(row, request.now),
        "may_agree": row.waits(request.now) and services.make_two(row, request.user),
        "may_withdraw": row.waits(request.now) and row.asked_by_id == request.user.pk,
        "may_read": row.is_open(request.now) and request.user.pk in two,
        "may_tell": bool(row.agreed_at and not row.told_at) and request.user.pk != row.author_id,
    }
    return render(request, "challenges/disclosure.html", context | more)


def pressed(verb, message, over):
    """A button of the page of one disclosure: what it does, and what is said then, or if it was too late."""

    @words
    @require_POST
    def view(request, pk):
        row = kept(request, pk)
        try:
            verb(disclosure=row, by=request.user, now=request.now)
        except NotTheSecond as refused:
            raise PermissionDenied from refused
        except NoLongerAsked:
            messages.info(request, over())
        else:
            messages.success(request, message())
        return redirect(row)

    return view


def too_late():
    return _("It was withdrawn or agreed a moment ago, or its time is over. This is how it stands now.")


agree = pressed(services.agree, lambda: _("You have agreed. It is open to the two of you for a day."), too_late)
withdraw = pressed(services.withdraw, lambda: _("You have withdrawn it. Nothing was opened."), too_late)
tell = pressed(services.tell, lambda: _("The author is told: it stands on their page."), too_late)


@words
@require_POST
def read(request, pk):
    """A press and not a link: each reading is recorded."""
    row = kept(request, pk)
    try:
        thing = services.read(disclosure=row, by=request.user, now=request.now)
    except NotTheSecond as refused:
        raise PermissionDenied from refused
    except NoLongerAsked:
        messages.info(request, _("It is closed. If it must be read again, ask again."))
        return redirect(row)
    return shown(request, row, thing=thing, is_gone=thing is None)


@words
def told(request):
    """What was opened of one's own."""
    if not request.viewer.memberships:
        raise Http404
    rows = Disclosure.objects.told_to(request.viewer).with_people()
    return render(request, "challenges/disclosed.html", {"rows": rows})
