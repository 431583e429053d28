from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from programme.views import health
from reminders.models import Heartbeat


def test_the_process_answers_without_its_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_database_and_cache_answer(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "cache": "ok",
        "messages": "late",
        "last_tick_age_s": None,
        "oldest_due_age_s": None,
        "counts": {"due": 0, "sending": 0, "failed": 0, "doubtful": 0},
    }
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("need", ["database", "cache"])
def test_it_is_not_ready_without_what_it_needs_and_says_no_more_than_its_name(client, monkeypatch, need):
    def fail():
        raise OperationalError("password of the office: secret")

    monkeypatch.setitem(health.NEEDS, need, fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()[need] == "fails"
    assert "secret" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "said"), [(30, "ok"), (300, "late")])
def test_a_worker_that_does_not_send_is_told_and_takes_no_page_away(client, seconds, said):
    Heartbeat.objects.create(name="tick", at=timezone.now() - timedelta(seconds=seconds))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["messages"]) == (200, said)


@pytest.mark.django_db
def test_a_cache_that_forgets_is_not_ready(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert client.get("/readyz").json()["cache"] == "fails"


def test_a_load_balancer_asks_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_done_there(client, method):
    assert getattr(client, method)("/healthz").status_code == 405
