"""Senders in processes of their own, on a real PostgreSQL and a recording mail server, while things go wrong.

Short here; `manage.py faults --long` runs each with many seeds and more messages.
"""

import random

import pytest

from reminders.models import Message
from tests.faults.reckoning import SEEDS, SIZE
from tests.faults.storm import (
    World,
    addresses,
    end_all_leases,
    end_leases_of,
    end_waits,
    is_expanded,
    is_open,
    reached,
    reckon,
    run,
    settled,
)
from tests.servers import eventually

pytestmark = [
    pytest.mark.servers,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("seed", SEEDS),
]


def test_one_sender_killed_in_the_middle_of_a_batch(storm, seed):
    world = World()
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    reached(kept, random.Random(seed).randrange(2, SIZE // 2))
    dead = senders.processes[0]
    senders.kill(dead)
    end_leases_of(dead)
    settled()
    found = reckon("kill -9 of one", kept, world)
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= 1


def test_all_senders_killed_and_others_started(storm, seed):
    world = World()
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    reached(kept, random.Random(seed).randrange(2, SIZE // 2))
    for process in list(senders.processes):
        senders.kill(process)
        end_leases_of(process)
    senders.start(2)
    settled()
    found = reckon("kill -9 of all", kept, world)
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= senders.killed


def test_rolling_restarts_under_load(storm, seed):
    world = World()
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    for _ in range(3):
        reached(kept, min(len(addresses(kept)) + SIZE // 10, SIZE))
        senders.start()
        senders.end(senders.processes[0])
    settled()
    found = reckon("rolling restarts", kept, world)
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)


def test_five_loops_at_once(storm, seed):
    world = World()
    kept, senders = storm()
    senders.start(5)
    settled()
    found = reckon("five loops at once", kept, world)
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)


def test_the_database_cuts_every_connection(storm, seed):
    """What a restart does to those who are connected, as often as one likes: one mail in doubt a connection at most."""
    world = World()
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    cuts = 0
    for _ in range(3):
        reached(kept, min(len(addresses(kept)) + SIZE // 10, SIZE))
        cuts += cut_connections()
        end_all_leases()
    settled()
    found = reckon("PostgreSQL cuts connections", kept, world)
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= cuts


def cut_connections():
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    return run(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {others}")


def test_a_mail_server_that_takes_a_third_later_refuses_one_and_hangs_up_on_one(storm, seed):
    world = World()
    refused, dropped, *others = random.Random(seed).sample(sorted(world.everyone), 2 + SIZE // 3)
    later = [part for who in others for part in ("--later", who)]
    kept, senders = storm("--refuse", refused, "--drop", dropped, *later)
    senders.start(2)
    eventually(lambda: end_waits() or (is_expanded() and not is_open()), 90)
    found = reckon("a mail server's bad day", kept, world, world.everyone - {refused})
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice == 1  # whom it hung up on after the final dot
    assert Message.objects.get(address=refused).state == "failed"
    assert Message.objects.get(address=dropped).state == "doubtful"
