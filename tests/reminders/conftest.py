import pytest

from reminders import planning
from reminders.models import Kind


@pytest.fixture
def every_kind():
    """For tests that want programmes to start with the rules of every kind."""


@pytest.fixture(autouse=True)
def _reminders_alone(request, monkeypatch):
    """Programmes here start with the rules of reminders alone, so that a test reads as one story; else `every_kind`."""
    if "every_kind" in request.fixturenames:
        return
    usual = planning.default_rules
    monkeypatch.setattr(
        planning, "default_rules", lambda pk: [rule for rule in usual(pk) if rule.kind == Kind.BEFORE_SESSION]
    )
