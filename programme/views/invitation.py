"""An invitation in the mail: one press accepts the place and signs in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.exceptions import NotOpen
from cohorts.models import Invitation
from cohorts.services import invitations
from programme.sign_in import sign_in_as


@never_cache
@login_not_required
def invitation(request, pk, token):
    """GET shows who invites and to what, and changes nothing: mail scanners open links."""
    found = invitation_with(pk, token)
    if request.method == "POST":
        return accept(request, found)
    return shown(request, found)


def accept(request, found):
    try:
        person = invitations.accept(invitation=found, now=request.now)
    except NotOpen:
        if request.user == found.membership.person:  # pressed twice
            return redirect("home")
        found.refresh_from_db()
        return shown(request, found, status=410)
    return sign_in_as(request, person, method="invitation")


@never_cache
@login_not_required
@require_POST
def again(request, pk, token):
    """Ask for a new link in place of one that lapsed. It comes by mail."""
    found = invitation_with(pk, token)
    try:
        invitations.ask_again(invitation=found, now=request.now)
    except NotOpen:
        return redirect("invitation", pk, token)
    messages.success(request, _("A new invitation is on its way to your mailbox."))
    return redirect("account_login")


def invitation_with(pk, token):
    """The invitation whose link this is, of a place that stands; else there is none."""
    rows = Invitation.objects.filter(membership__left_at=None)
    found = get_object_or_404(rows.select_related("by", "membership__person", "membership__cohort__programme"), pk=pk)
    if not invitations.is_token_of(found, token):
        raise Http404
    return found


def shown(request, found, status=200):
    context = {"invitation": found, "place": found.membership, "is_open": found.is_open(request.now)}
    return render(request, "cohorts/invitation.html", context, status=status)
