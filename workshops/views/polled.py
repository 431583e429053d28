"""A part of a page that asks again by itself every few seconds, and is only sent when it has changed."""

from hashlib import sha256

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

NOT_MODIFIED = 304


def part(request, template, context):
    """The part, rendered, and the mark by which the same is known again. It may hold no token of a form."""
    words = render_to_string(template, context, request)
    return {"part": words, "mark": sha256(words.encode()).hexdigest()[:24]}


def answer(request, found, every):
    """What htmx gets: nothing where it has the same already."""
    etag = f'"{found["mark"]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=NOT_MODIFIED, headers={"ETag": etag})
    response = render(request, "_components/polled.html", found | {"every": every})
    response["ETag"] = etag
    return response
