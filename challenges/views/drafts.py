"""What is typed and not sent: kept as one types, found again, thrown away; and never lost with a sign-in."""

from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.drafting import opened
from challenges.forms.log import KeptForm, LogForm
from challenges.models import Draft
from challenges.services import drafts
from challenges.views.shown import words
from cohorts.models import Membership


def never_lost(view):
    """For a form that may be sent after its sign-in has ended: it is among the drafts after signing in again."""

    @login_not_required
    @wraps(view)
    def caught(request, *args, **kwargs):
        if request.user.is_authenticated and request.viewer.reads_words:
            return view(request, *args, **kwargs)
        kept = keep_signed_out(request)
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)  # to be told that own words are locked for now
        if as_data(request):
            return JsonResponse({"state": "out", "kept": kept}, status=HTTPStatus.UNAUTHORIZED)
        if kept:
            messages.info(request, _("You had been signed out. What you wrote is kept as a draft: sign in to go on."))
        return redirect_to_login(request.get_full_path())

    return caught


def keep_signed_out(request) -> bool:
    """Whether a form was sent that its pass lets be kept, and it was kept."""
    ticket = opened(request.POST.get("kept_pass", "")) if request.method == "POST" else None
    place = ticket and Membership.objects.current().select_related("person", "cohort").filter(pk=ticket[0]).first()
    form = KeptForm(request.POST)
    fields = LogForm.typed_in(request.POST)
    if not place or not fields or not form.is_valid():
        return False
    asked = {name: form.cleaned_data[name] for name in ("page", "seen")} | {"fields": fields, "now": request.now}
    return drafts.keep_signed_out(place=place, kind=Draft.Kind.ENTRY, key=ticket[1], **asked) is not None


def as_data(request) -> bool:
    """Whether a script asks, and not a person."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


@words
@require_POST
def discard(request, pk):
    draft = get_object_or_404(Draft.objects.kept_for(request.viewer).select_related("membership"), pk=pk)
    challenge = draft.membership.challenges.get()
    drafts.discard(draft=draft, by=request.user, now=request.now)
    messages.success(request, _("The draft is thrown away."))
    return redirect(challenge)
