"""What is said when a request is refused before any page sees it."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.views.defaults import bad_request

from challenges.views.drafts import as_data, keep_signed_out
from programme import uploads

WAIT = 10 * 60  # seconds, as the page says
CHUNK, MOST_CHUNKS = 256 * 1024, 128  # what is read and dropped, so that the browser sees the answer: 32 MB


def refused(request, exception):
    """Too much in one form: how much there is room for. Anything else that cannot be read: the plain page."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return bad_request(request, exception)
    drop_the_rest(request)
    length = request.META.get("CONTENT_LENGTH") or 0
    with_files = request.content_type == "multipart/form-data"
    context = {"sent": int(length), "most": uploads.MOST if with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
    return render(request, "413.html", context, status=413)


def drop_the_rest(request):
    """A browser that is still sending does not listen."""
    try:
        for _chunk in range(MOST_CHUNKS):
            if not request.read(CHUNK):
                return
    except UnreadablePostError:
        return


def too_often(request, exception=None):
    """Nothing was done; when to try again, for people in words and for programs in seconds."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = WAIT
    return response


def only_pressed(request, response):
    """What is there is done by a button: with the methods that the plain answer named."""
    page = render(request, "405.html", status=405)
    page["Allow"] = response.get("Allow", "POST")
    return page


def expired(request, reason=""):
    """A form whose page was opened before the last sign-in, or by somebody else. What has a pass is kept as a draft."""
    kept = keep_signed_out(request)
    if as_data(request):
        return JsonResponse({"state": "token", "kept": kept}, status=403)
    return render(request, "403_csrf.html", {"kept": kept}, status=403)
