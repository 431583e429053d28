from datetime import timedelta

import pytest

from reminders.verdict import Facts, waits, why_not
from tests.factories import NOW


def facts(**fields):
    return Facts(**({"now": NOW, "due_at": NOW - timedelta(hours=1), "worth_until": NOW + timedelta(days=1)} | fields))


def test_when_nothing_is_against_it_the_message_goes():
    assert why_not(facts()) == ""


@pytest.mark.parametrize(
    ("why", "fields"),
    [
        ("cancelled", {"stands": False}),
        ("moved", {"same_start": False}),
        ("withdrew", {"belongs": False}),
        ("rule_off", {"named": False}),
        ("accepted", {"accepted": True}),
        ("said_sorry", {"sorry": True}),
        ("newer", {"newer": True}),
        ("joined_after", {"joined_at": NOW}),
        ("paused", {"paused": True}),
        ("too_late", {"worth_until": NOW}),
        ("address_failed", {"address_failed": True}),
    ],
)
def test_each_reason_has_its_name(why, fields):
    assert why_not(facts(**fields)) == why


def test_whoever_joined_before_it_was_due_gets_it():
    assert why_not(facts(joined_at=NOW - timedelta(hours=2))) == ""


def test_a_cancelled_session_is_the_reason_before_any_other():
    assert why_not(facts(stands=False, same_start=False, belongs=False, sorry=True)) == "cancelled"


def test_a_paused_message_waits_only_while_it_is_worth_sending():
    paused = facts(paused=True)
    assert waits(why_not(paused), paused)
    late = facts(paused=True, worth_until=NOW)
    assert not waits(why_not(late), late)
