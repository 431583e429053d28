"""What a load balancer or a watch asks. Public, and silent about everything but what works."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reminders.status import is_late
from reminders.status import status as sending


@login_not_required
@require_safe
@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request):
    """What the process needs answers too: 200, or 503 with the name of what does not.

    Whether messages go is told besides. It is no reason for a 503: the pages work without the worker.
    """
    states = {name: state(ask) for name, ask in NEEDS.items()}
    status = 200 if set(states.values()) == {"ok"} else 503
    return JsonResponse(states | {"messages": messages(request.now)} | ages(request.now), status=status)


def messages(now):
    try:
        return "late" if is_late(now) else "ok"
    except Exception:
        return "fails"


def ages(now):
    """How long ago the last tick was and the oldest due message should have gone; nothing where nobody can say."""
    try:
        found = sending(now)
    except Exception:
        return {}
    return {name: found[name] for name in ("last_tick_age_s", "oldest_due_age_s", "counts")}


def state(ask):
    try:
        ask()
    except Exception:
        return "fails"
    return "ok"


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def shared_cache():
    cache.set("readyz", "ok", 10)
    if cache.get("readyz") != "ok":
        raise ConnectionError("the cache forgets")


NEEDS = {"database": database, "cache": shared_cache}
