"""How often something may be asked for. A room of 24 behind one address never notices; a machine that guesses does."""

import time
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY = 429
TEN_MINUTES = 600  # seconds
Key = Callable[[HttpRequest], str]


def address(request: HttpRequest) -> str:
    """Where a request comes from, as the edge made it out; a whole building may share it."""
    return request.address  # type: ignore[attr-defined]


def person(request: HttpRequest) -> str:
    return str(request.user.pk)


def limited(name: str, amount: int, *, seconds: int = TEN_MINUTES, key: Key = address):
    """The view answers `amount` requests in `seconds` for each `key`, and then says how long to wait.

    What is counted is shared by all processes through the cache, in windows that begin on the clock.
    """

    def decorate(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            if taken(name, key(request), seconds) > amount:
                return wait(request, seconds)
            return view(request, *args, **kwargs)

        return inner

    return decorate


def taken(name: str, who: str, seconds: int) -> int:
    """How many there were in this window, with this one."""
    window = int(time.time() // seconds)
    counter = "limit:" + sha256(f"{name} {who} {window}".encode()).hexdigest()[:32]
    cache.add(counter, 0, seconds)
    try:
        return cache.incr(counter)
    except ValueError:  # it ran out between the two lines
        return 1


def wait(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429.html", status=TOO_MANY)
    response["Retry-After"] = str(seconds - int(time.time() % seconds))
    return response
