"""Senders in processes of their own, on a real PostgreSQL and a recording mail server, while things go wrong.

Short here; `manage.py faults --long` runs each with many seeds and more messages. Where a lease or a wait between tries
would have to run out, the clock of the row is put on, not the test's patience.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.db import connection

from reminders.models import Message
from tests.faults.reckoning import SEEDS, SIZE, Reckoning
from tests.faults.world import ROOT, Elsewhere, due_now, everyone
from tests.servers import eventually
from workshops.services import sessions

pytestmark = [
    pytest.mark.servers,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("seed", SEEDS),
]
LOOP = [sys.executable, "-m", "django", "run_reminders", "--loop", "--seconds", "0.3"]


class Senders:
    """Loops without a queue, each a process; some are killed."""

    def __init__(self, folder, kept):
        self.env, self.processes, self.killed = Elsewhere(folder, kept.url).env, [], 0

    def start(self, number=1):
        for _ in range(number):
            process = subprocess.Popen(
                LOOP, cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
            )
            self.processes.append(process)

    def kill(self, process):
        process.kill()
        process.wait()
        self.processes.remove(process)
        self.killed += 1

    def end(self, process):
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        self.processes.remove(process)

    def stop(self):
        for process in list(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def storm(tmp_path, sink):
    """Start the world's senders: `storm("--slow", "0.01")` gives (what the mail server keeps, the senders)."""
    started = []

    def begin(*options):
        kept = sink(*options)
        started.append(Senders(tmp_path, kept))
        return kept, started[-1]

    yield begin
    for senders in started:
        senders.stop()


class World:
    """One session whose reminder is due for SIZE people, and the moment from which it could go."""

    def __init__(self):
        self.session = due_now(SIZE)
        self.everyone = everyone(SIZE)
        self.since = time.time()


def addresses(kept):
    return {line["to"][0] for line in kept.accepted()}


def reckon(row, kept, world, expected=None, *, of=lambda line: True, stale=0):
    """Of the accepted mails that `of` picks; once everything is settled, and written down before it is judged."""
    lines = [line for line in kept.accepted() if of(line)]
    took = Counter((line["to"][0], line["id"]) for line in lines)
    late = [line["at"] - world.since for line in lines]
    return Reckoning(row, world.everyone if expected is None else expected, took, stale=stale, late=late).tell()


def reached(kept, number, seconds=60):
    """Wait until so many people were reached; the run goes on in any case."""
    return eventually(lambda: len(addresses(kept)) >= number, seconds)


def settled(seconds=90):
    """Wait until no message is due or being sent."""
    return eventually(lambda: is_expanded() and not is_open(), seconds)


def is_expanded():
    return count("reminders_message", "true") > 0


def is_open():
    return count("reminders_message", "state IN ('due', 'sending')") > 0


def count(table, condition, *params):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}", params)
        return cursor.fetchone()[0]


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0] if cursor.description else None


def end_leases_of(process):
    """As if the lease of a dead sender were over; the living keep theirs."""
    dead = f"%:{process.pid}:%"
    run("UPDATE reminders_message SET claimed_until = now() WHERE claimed_until > now() AND claimed_by LIKE %s", dead)


def end_all_leases():
    run("UPDATE reminders_message SET claimed_until = now() WHERE claimed_until > now()")


def end_waits():
    """As if every wait between two tries were over."""
    run("UPDATE reminders_message SET next_attempt_at = now() WHERE next_attempt_at > now() AND state = 'due'")


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


def test_cancelled_while_it_is_being_sent(storm, seed):
    """Nothing is fenced after the cancellation was committed, and the notice follows whoever was reached before."""
    world = World()
    kept, senders = storm("--slow", "0.02")
    keep_a_list_of_fences()
    senders.start(2)
    reached(kept, random.Random(seed).randrange(2, SIZE // 2))
    sessions.cancel(session=world.session, by=somebody(world), now=run("SELECT clock_timestamp()"))
    committed = run("SELECT clock_timestamp()")
    settled()
    stale = count("fenced", "at > %s", committed)
    reminded = {line["to"][0] for line in kept.accepted()}
    hurry_notices()
    settled()
    found = reckon("cancelled in the middle", kept, world, reminded, of=is_cancellation, stale=stale)
    assert 0 < len(reminded) < SIZE
    assert (found.stale, found.lost, found.twice, found.unasked) == (0, 0, 0, 0)


def test_withdrawn_or_moved_to_another_address_while_it_is_being_sent(storm, seed):
    """Nobody is fenced after their leaving was committed, nor under an address that was given up."""
    world, chance = World(), random.Random(seed)
    kept, senders = storm("--slow", "0.02")
    keep_a_list_of_fences()
    senders.start(2)
    reached(kept, 2)
    places = list(world.session.cohort.memberships.select_related("person").order_by("pk"))
    leaving, *moving = chance.sample(places, 6)
    stale_since = {leaving.person_id: leave(leaving)}
    moved = {place.person.email: move(place.person) for place in moving}
    settled()
    stale = sum(fenced_after(person, moment) for person, moment in stale_since.items())
    given_up = {line["to"][0]: line["at"] for line in kept.accepted() if line["to"][0] in moved}
    stale += sum(taken > moved[address] + 1 for address, taken in given_up.items())  # a second for what was on its way
    found = reckon("withdrawn, or another address", kept, world, addresses(kept), stale=stale)
    assert (found.stale, found.twice) == (0, 0)
    assert len({address.removeprefix("new.") for address in addresses(kept)}) >= SIZE - 1


def leave(place):
    place.left_at = run("SELECT clock_timestamp()")
    place.save(update_fields=["left_at"])
    return run("SELECT clock_timestamp()")


def move(person):
    person.email = f"new.{person.email}"
    person.save(update_fields=["email"])
    return time.time()


def fenced_after(person, moment):
    return count(
        "fenced f JOIN reminders_message m ON m.id = f.message", "m.person_id = %s AND f.at > %s", person, moment
    )


def somebody(world):
    return world.session.cohort.memberships.first().person


def keep_a_list_of_fences():
    """Have the database itself note when each message is marked as being sent."""
    run("CREATE TABLE IF NOT EXISTS fenced (message bigint, at timestamptz)")
    run("TRUNCATE fenced")
    run(
        "CREATE OR REPLACE FUNCTION note_fence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.state = 'sending' THEN INSERT INTO fenced VALUES (NEW.id, clock_timestamp()); END IF;"
        " RETURN NEW; END $$"
    )
    run("DROP TRIGGER IF EXISTS note_fence ON reminders_message")
    run("CREATE TRIGGER note_fence AFTER UPDATE ON reminders_message FOR EACH ROW EXECUTE FUNCTION note_fence()")


def hurry_notices():
    """As if the two minutes in which corrections are gathered were over."""
    eventually(lambda: count("reminders_occasion", "kind = 'change'"), 30)
    run("UPDATE reminders_occasion SET due_at = now() WHERE kind = 'change' AND expanded_at IS NULL")
    eventually(lambda: not count("reminders_occasion", "kind = 'change' AND expanded_at IS NULL"), 30)


def is_cancellation(line):
    return "METHOD:CANCEL" in line["content"]
