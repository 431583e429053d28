"""Ten thousand due at once (in short: four hundred): how fast beside a bare SMTP loop, and what pages do meanwhile."""

import smtplib
import time
from statistics import quantiles
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.test import Client

from tests.faults.reckoning import PATIENT, SIZE
from tests.faults.storm import World, reckon, settled
from tests.servers import eventually, free_port, get

pytestmark = [pytest.mark.servers, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = 10_000 if PATIENT else 10 * SIZE
SLOWEST = 6  # times as long as a bare loop over one connection, pages being asked for all the while
ROW = "due at once, and pages"


def test_a_crowd_is_served_and_pages_answer_meanwhile(storm, sink, launch):
    world = World(PEOPLE)
    kept, senders = storm()
    page = home_page(launch, senders.env, world)
    begun = time.monotonic()
    senders.start(2)
    waits = ask_until(lambda: len(kept.accepted()) >= PEOPLE, page)
    took = time.monotonic() - begun
    settled()
    found = reckon(ROW, kept, world)
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)
    bare = bare_loop(sink(), kept.accepted())
    p95 = quantiles(waits, n=20)[18]
    print(f"{PEOPLE} mails in {took:.1f} s, bare {bare:.1f} s, ratio {took / bare:.1f}; page p95 {p95 * 1000:.0f} ms")
    assert took < SLOWEST * bare + 5  # five seconds to start
    assert p95 < 1


def home_page(launch, environment, world):
    """A web server over the same data; what asks it for the home page of a participant who is signed in."""
    port, environment = free_port(), environment | {"SECRET_KEY": settings.SECRET_KEY}
    assert launch("python", "-m", "django", "collectstatic", "--no-input", **environment).wait(60) == 0
    launch("python", "-m", "gunicorn", "programme.wsgi", "--bind", f"127.0.0.1:{port}", **environment)
    assert eventually(lambda: get(f"http://127.0.0.1:{port}/healthz")[0], 60)
    client = Client()
    client.force_login(world.session.cohort.memberships.first().person)
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"}
    return Request(f"http://127.0.0.1:{port}/", headers=cookie)


def ask_until(done, page):
    """The seconds that each page took."""
    waits = []
    while not done():
        begun = time.monotonic()
        with urlopen(page, timeout=10) as answer:
            assert "Sign out" in answer.read().decode()
        waits.append(time.monotonic() - begun)
        time.sleep(0.2)
    return waits


def bare_loop(kept, lines):
    """Seconds for the same mails by smtplib over one connection."""
    begun = time.monotonic()
    with smtplib.SMTP("127.0.0.1", kept.port) as server:
        for line in lines:
            server.sendmail(line["from"], line["to"], line["content"].encode())
    return time.monotonic() - begun
