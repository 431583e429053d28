import uuid

import pytest
from hypothesis import HealthCheck, settings

from programme import sign_in
from tests.cast import assemble
from tests.proof import Signing

pytest_plugins = ["tests.servers"]

# A machine that does much else is slow, and nothing is wrong.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture
def cast(db):
    """The fixed company of people that every test draws on. See tests/cast.py."""
    return assemble()


@pytest.fixture
def client():
    """A browser in which `force_login` leaves what a sign-in by code does."""
    return Signing()


@pytest.fixture(autouse=True)
def _own_cache(settings):
    """No test meets the rate limits of another, also where several processes share one cache server."""
    own = {"KEY_PREFIX": uuid.uuid4().hex}
    settings.CACHES = {name: place | own for name, place in settings.CACHES.items()}


@pytest.fixture(autouse=True)
def _codes_at_once(monkeypatch):
    """A code lies in the outbox when the answer is there."""
    monkeypatch.setattr(sign_in, "send_beside", sign_in.send)


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Tests need no collected static files."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests(settings, tmp_path_factory):
    """Each test begins with a database of its own, on a machine that remembers none."""
    settings.TICKS_FILE = tmp_path_factory.getbasetemp() / f"ticks-{uuid.uuid4().hex}"
