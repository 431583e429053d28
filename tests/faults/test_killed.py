"""A sender killed in the middle: nothing is lost, at most one goes twice, under its own Message-ID, and is shown so."""

import time
from collections import Counter

import pytest

from reminders.models import Message
from tests.faults.world import Elsewhere, due_now, everyone

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]
PEOPLE = 8
UNLUCKY = "person0003@fault.example"


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def test_after_a_kill_the_rest_goes_once_and_one_at_most_twice(tmp_path, sink):
    due_now(PEOPLE)
    kept = sink("--stall", UNLUCKY)
    elsewhere = Elsewhere(tmp_path, kept.url)
    elsewhere.push()

    first = elsewhere.sender()
    wait_for(lambda: UNLUCKY in {line["to"][0] for line in kept.accepted()})  # and its sender waits for the answer
    first.kill()
    first.wait()
    elsewhere.pull()
    accepted = len(kept.accepted())
    states = Counter(Message.objects.values_list("state", flat=True))
    assert states == Counter(sent=accepted - 1, sending=1, due=PEOPLE - accepted)

    elsewhere.push()
    elsewhere.tick()
    assert len(kept.accepted()) == accepted  # the lease still runs

    elsewhere.pull()
    Message.objects.exclude(claimed_until=None).update(claimed_until=Message.objects.first().created_at)
    elsewhere.push()
    elsewhere.tick()
    elsewhere.pull()

    took = Counter((line["to"][0], line["id"]) for line in kept.accepted())
    assert {address for address, _ in took} == everyone(PEOPLE)
    assert len(took) == PEOPLE  # whoever was written to twice, under the same Message-ID
    assert {address: times for (address, _), times in took.items() if times > 1} == {UNLUCKY: 2}
    assert Counter(Message.objects.values_list("state", flat=True)) == {"sent": PEOPLE - 1, "doubtful": 1}
    assert Message.objects.get(state="doubtful").person.email == UNLUCKY
