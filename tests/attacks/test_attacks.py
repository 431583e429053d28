"""Each attack of the tables, as everyone who could try it: it is answered in our words, and nothing changes."""

import time

import pytest
from django.test import Client

from tests.attacks import forms, requests, uploads
from tests.attacks.attack import everything
from tests.programme.hardened import lacking
from tests.proof import Signing

ATTACKS = [*requests.ATTACKS, *forms.ATTACKS, *uploads.ATTACKS]
INSIDES = ("Traceback", "site-packages", "django.core", "SECRET_KEY", "ProgrammingError", "OperationalError")
SLOW = 5  # seconds for one answer on a busy machine: what grows without end takes minutes


def test_there_are_seventy_and_each_has_a_name_of_its_own():
    names = [attack.name for attack in ATTACKS]
    assert len(names) >= 70
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_the_attack_is_answered_and_changes_nothing(attack, cast):
    browsers = {role: browser(attack, cast, role) for role in attack.who}
    attack.ask(Client(), cast)  # makes what it is aimed at
    before = everything()
    wrong = {role: tried(attack, cast, one) for role, one in browsers.items()}
    assert {role: found for role, found in wrong.items() if found} == {}
    assert changed(before) == []


def browser(attack, cast, role):
    """A browser in which somebody of that role is signed in."""
    client = Signing(enforce_csrf_checks=attack.strict)
    if role != "anonymous":
        client.force_login(cast.roles[role])
    return client


def changed(before):
    now = everything()
    return [name for name in before if before[name] != now[name]]


def tried(attack, cast, client):
    began = time.monotonic()
    response = attack.ask(client, cast)
    slow = [] if time.monotonic() - began < SLOW else ["slow"]
    return judged(attack, response) + slow


def judged(attack, response):
    """What is wrong with an answer, in words."""
    said = b"".join(response.streaming_content if response.streaming else [response.content]).decode(errors="replace")
    wrong = [] if response.status_code in attack.statuses else [f"status {response.status_code}"]
    wrong += [f"says not {attack.says}"] if attack.says not in said else []
    wrong += [f"says {attack.hides}"] if attack.hides and attack.hides in said else []
    wrong += (
        [f"leads to {response.get('Location')}"]
        if attack.to is not None and response.get("Location") != attack.to
        else []
    )
    wrong += [f"shows {inside}" for inside in INSIDES if inside in said]
    return wrong + lacking(response)
