"""Whoever is not signed in is asked to sign in, and comes back to what they opened, or to the page of the button."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

SEEING = {"GET", "HEAD", "OPTIONS"}


class SignInFirst(LoginRequiredMiddleware):
    def handle_no_permission(self, request, view_func):
        """To sign in, and from there to what was opened, or to where the button is that was pressed."""
        if request.method not in SEEING:
            messages.info(request, _("You are signed out, and nothing is done yet. Sign in, then press again."))
        sign_in = redirect_to_login(way_back(request))
        return HttpResponseClientRedirect(sign_in.url) if request.htmx else sign_in


def way_back(request):
    """The page that is asked for, or that asks: its path here, or home."""
    if request.htmx:
        page = request.htmx.current_url or ""
    else:
        page = request.build_absolute_uri() if request.method in SEEING else request.META.get("HTTP_REFERER", "")
    path = urlsplit(page)._replace(scheme="", netloc="").geturl()
    is_ours = all(url_has_allowed_host_and_scheme(one, {request.get_host()}) for one in (page, path))
    return path if is_ours else "/"
