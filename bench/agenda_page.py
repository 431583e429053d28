"""A delegate's page with an agenda of 14 items, signed in, against a bare view behind the same middleware.

The bare view fetches in three queries what the page cannot do without (the session, its days, the latest edition) and
answers with one line of text, after the middleware has made its own two (the sign-in and its person). Both are called
through the WSGI handler, in turns, on one connection that stays open and on data that is thrown away afterwards.
"""

from contextlib import contextmanager
from datetime import timedelta
from statistics import median
from time import perf_counter

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from tests import factories as make
from tests.workshops.acting import real_day
from workshops.models import Session
from workshops.services import editions

ROUNDS = 300
WARM = 30
PLAIN = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def bare(request, pk):
    """The floor: three queries, one line of text."""
    session = Session.objects.get(pk=pk)
    days, edition = list(session.days.all()), session.editions.first()
    return HttpResponse(f"{session}, {days[0].date}, {edition.number}")


urlpatterns = [path("bare/<int:pk>/", bare), path("", include("programme.urls"))]


def lines(**options):
    """One line: pages a second of ours and of the bare view, and how much of its speed is left."""
    with override_settings(ROOT_URLCONF=__name__, STORAGES=PLAIN), kept_open(), transaction.atomic():
        session, cookie = a_workshop()
        serve = WSGIHandler()
        pages = (session.get_absolute_url(), f"/bare/{session.pk}/")
        times = [[timed(serve, page, cookie) for page in pages] for _ in range(ROUNDS + WARM)][WARM:]
        transaction.set_rollback(True)
    ours, floor = (1 / median(column) for column in zip(*times, strict=True))
    return [
        (
            "a page with an agenda of 14 items, signed in",
            f"{ours:.0f}/s",
            f"{floor:.0f}/s",
            ours / floor,
            "at least 0.35; 0.5 is the aim",
        )
    ]


@contextmanager
def kept_open():
    """A request closes no connection: the data stands in a transaction of its own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def a_workshop():
    """The real day, published, and the cookie of a delegate who has replied to nothing yet."""
    cohort = make.cohort(make.programme("Bench"))
    delegate, office = make.person(), make.person("Dana Whitfield")
    make.place(cohort, delegate)
    session = make.session(cohort, on=make.NOW.date() + timedelta(days=3650))
    real_day(session)
    editions.publish(session=session, by=office, now=make.NOW)
    client = Client()
    client.force_login(delegate)
    return session, client.cookies[settings.SESSION_COOKIE_NAME].value


def timed(serve, page, cookie):
    environ = RequestFactory().get(page, HTTP_HOST="localhost").environ
    environ["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={cookie}"
    started = perf_counter()
    response = serve(environ, lambda *_: None)
    b"".join(response)
    response.close()
    elapsed = perf_counter() - started
    if response.status_code != 200:
        raise SystemExit(f"{page} answered {response.status_code}")
    return elapsed
