"""Being sure, for what would do harm in the hands of whoever finds a browser open."""

from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.shortcuts import redirect
from django.urls import reverse

LATELY = timedelta(minutes=15)


def has_proved_lately(request):
    """Whether the person used a code, a passkey or an authenticator in this browser within fifteen minutes."""
    since = (request.now - LATELY).timestamp()
    return any(record["at"] > since for record in get_authentication_records(request, request.user))


def proved_lately(view):
    """For exports, erasing and roles: whoever has not proved lately who they are does so first, and comes back.

    What was typed is not kept, so the form is to be guarded when it is shown, too: put this on the view of both.
    """

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not has_proved_lately(request):
            return redirect(f"{reverse('prove')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return checked
