import pytest

from tests import smtp_sink
from tests.faults.storm import Senders
from tests.reminders.conftest import _reminders_alone, every_kind  # noqa: F401


@pytest.fixture
def sink(tmp_path):
    """Start recording mail servers: `sink("--refuse", "a@b.example")`. They end with the test."""
    started = []

    def start(*options):
        started.append(smtp_sink.start(tmp_path / f"mail{len(started)}.jsonl", *options))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture
def storm(tmp_path, sink):
    """Start the world's senders: `storm("--slow", "0.01")` gives (what the mail server keeps, the senders)."""
    started = []

    def begin(*options, **how):
        kept = sink(*options)
        started.append(Senders(tmp_path, kept.url, **how))
        return kept, started[-1]

    yield begin
    for senders in started:
        senders.stop()


@pytest.fixture
def by_smtp(settings):
    """Have this process send by SMTP to a sink."""

    def use(sink):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_TIMEOUT = 2
        return sink

    return use
