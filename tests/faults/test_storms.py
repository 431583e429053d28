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


def took(kept):
    return Counter((line["to"][0], line["id"]) for line in kept.accepted())


def addresses(kept):
    return Counter(line["to"][0] for line in kept.accepted())


def reckon(row, kept, expected, **more):
    by_address = addresses(kept)
    first = min((line["at"] for line in kept.accepted()), default=0)
    late = [line["at"] - first for line in kept.accepted()]
    return Reckoning(row, expected, by_address, late=late, **more).tell()


def reached(kept, number, seconds=60):
    assert eventually(lambda: len(addresses(kept)) >= number, seconds), f"only {len(addresses(kept))} of {number}"


def put_clocks_on():
    """As if every lease of a dead sender, and every wait between tries, were over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reminders_message SET claimed_until = now() - interval '1 s' WHERE claimed_until > now()"
        )
        cursor.execute(
            "UPDATE reminders_message SET next_attempt_at = now() WHERE next_attempt_at > now() AND state = 'due'"
        )


def test_one_sender_killed_in_the_middle_of_a_batch(storm, seed):
    due_now(SIZE)
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    reached(kept, random.Random(seed).randrange(2, SIZE // 2))
    senders.kill(senders.processes[0])
    time.sleep(0.5)
    put_clocks_on()
    reached(kept, SIZE)
    found = reckon("kill -9 of one", kept, everyone(SIZE))
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= senders.killed + 1  # the clocks of a living sender were put on, too


def test_all_senders_killed_and_others_started(storm, seed):
    due_now(SIZE)
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    reached(kept, random.Random(seed).randrange(2, SIZE // 2))
    for process in list(senders.processes):
        senders.kill(process)
    put_clocks_on()
    senders.start(2)
    reached(kept, SIZE)
    found = reckon("kill -9 of all", kept, everyone(SIZE))
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= 2
    assert all(len({pair[1] for pair in took(kept) if pair[0] == who}) == 1 for who in everyone(SIZE))


def test_rolling_restarts_under_load(storm, seed):
    due_now(SIZE)
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    for _ in range(3):
        reached(kept, min(len(addresses(kept)) + 3, SIZE))
        senders.start()
        senders.end(senders.processes[0])
    reached(kept, SIZE)
    found = reckon("rolling restarts", kept, everyone(SIZE))
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)


def test_five_loops_at_once(storm, seed):
    due_now(SIZE)
    kept, senders = storm()
    senders.start(5)
    reached(kept, SIZE)
    time.sleep(1)
    found = reckon("five loops at once", kept, everyone(SIZE))
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)


def test_the_database_cuts_every_connection(storm, seed):
    """What a restart does to those who are connected, as often as one likes."""
    due_now(SIZE)
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    cuts = 0
    for _ in range(3):
        reached(kept, min(len(addresses(kept)) + 4, SIZE))
        cuts += cut_connections()
        put_clocks_on()
    reached(kept, SIZE, 90)
    found = reckon("PostgreSQL cuts connections", kept, everyone(SIZE))
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= cuts


def cut_connections():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
        return cursor.fetchone()[0]


def test_a_mail_server_that_takes_a_third_later_refuses_one_and_hangs_up_on_one(storm, seed):
    chance = random.Random(seed)
    people = sorted(everyone(SIZE))
    refused, dropped, *others = chance.sample(people, 2 + SIZE // 3)
    due_now(SIZE)
    kept, senders = storm(
        "--refuse", refused, "--drop", dropped, *(part for who in others for part in ("--later", who))
    )
    senders.start(2)
    reached(kept, SIZE - 2 - len(others))
    for _ in range(40):
        put_clocks_on()
        if len(addresses(kept)) == SIZE - 1:
            break
        time.sleep(0.5)
    expected = everyone(SIZE) - {refused}
    assert eventually(lambda: not Message.objects.filter(state__in=["due", "sending"]).exists(), 30)
    found = reckon("a mail server's bad day", kept, expected)
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= 2  # whom it hung up on after the final dot; and a lease that was put on
    assert Message.objects.get(address=refused).state == "failed"
    assert Message.objects.get(address=dropped).state == "doubtful"


def test_cancelled_while_it_is_being_sent(storm, seed):
    """Nothing is fenced after the cancellation was committed, and the notice follows whoever was reached before."""
    session = due_now(SIZE)
    kept, senders = storm("--slow", "0.02")
    keep_a_list_of_fences()
    senders.start(2)
    reached(kept, random.Random(seed).randrange(2, SIZE // 2))
    by = make_by(session)
    sessions.cancel(session=session, by=by, now=session.changed_at.now(session.changed_at.tzinfo))
    committed = database_clock()
    assert eventually(lambda: not Message.objects.filter(state__in=["due", "sending"]).exists(), 60)
    reminded = {line["to"][0] for line in kept.accepted()}
    stale = fences_after(committed)
    hurry_notices()
    assert eventually(lambda: len(cancellations(kept)) >= len(reminded), 60), (len(cancellations(kept)), len(reminded))
    found = reckon("cancelled in the middle", kept, reminded, stale=stale)
    assert stale == 0
    assert cancellations(kept) == Counter(reminded)
    assert found.unasked == 0


def make_by(session):
    return session.cohort.memberships.first().person


def database_clock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def keep_a_list_of_fences():
    """Have the database itself note when each message is marked as being sent."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS fenced (message bigint, at timestamptz)")
        cursor.execute("TRUNCATE fenced")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION note_fence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF NEW.state = 'sending' THEN INSERT INTO fenced VALUES (NEW.id, clock_timestamp()); END IF;"
            " RETURN NEW; END $$"
        )
        cursor.execute("DROP TRIGGER IF EXISTS note_fence ON reminders_message")
        cursor.execute(
            "CREATE TRIGGER note_fence AFTER UPDATE ON reminders_message FOR EACH ROW EXECUTE FUNCTION note_fence()"
        )


def fences_after(moment):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM fenced WHERE at > %s", [moment])
        return cursor.fetchone()[0]


def hurry_notices():
    """As if the two minutes in which corrections are gathered were over."""
    eventually(lambda: change_is_planned(), 30)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reminders_occasion SET due_at = now() WHERE kind = 'change' AND expanded_at IS NULL")


def change_is_planned():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reminders_occasion WHERE kind = 'change'")
        return cursor.fetchone()[0]


def cancellations(kept):
    return Counter(line["to"][0] for line in kept.accepted() if "METHOD:CANCEL" in line["content"])
