from django.conf import settings
from django.utils import timezone

from cohorts.viewer import Viewer
from programme.sign_in import opens_own_words
from programme.views.refused import only_pressed

LOOPBACK = {"127.0.0.1", "::1"}


def edge(get_response):
    """Read the clock and the viewer once, here, so that nothing further in reads either.

    `is_demonstration` says whether the open doors of a demonstration are there: only to this machine itself, and not
    through a proxy or tunnel.
    """

    def middleware(request):
        if request.encoding:
            request.encoding = "utf-8"  # a form that claims another one ends in a fault, not in a refusal
        request.now = timezone.now()
        here = request.META.get("REMOTE_ADDR") in LOOPBACK and "HTTP_X_FORWARDED_FOR" not in request.META
        request.is_demonstration = settings.DEMO and here
        if request.user.is_authenticated:
            request.viewer = Viewer(request.user, reads_words=opens_own_words(request))
        return get_response(request)

    return middleware


def in_words(get_response):
    """Say it on a page where somebody opens an address that only takes the press of a button."""

    def middleware(request):
        response = get_response(request)
        return only_pressed(request, response) if response.status_code == 405 and request.method == "GET" else response

    return middleware
