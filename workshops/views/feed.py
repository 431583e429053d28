"""The private calendar address: public, for a calendar program cannot sign in; its token says whose it is."""

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from cohorts.services import feeds
from cohorts.viewer import Viewer
from workshops.feed import feed as content_of
from workshops.views.printing import file


@login_not_required
@require_safe
def feed(request, pk, token):
    """The days of whoever has this address; a wrong one and one that was stopped are the same nothing."""
    reader = feeds.reader_of(pk=pk, given=token)
    if reader is None:
        raise Http404
    with translation.override(reader.language):
        content = content_of(Viewer(reader), request.now)
    return if_changed(request, file(content, "text/calendar; charset=utf-8; method=PUBLISH", "calendar.ics"), content)


def if_changed(request, response, content):
    """All of it, or 304. By the bytes alone: no date says when a venue or a place in a cohort last changed."""
    response["ETag"] = f'"{sha256(content).hexdigest()}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=response["ETag"], response=response)
