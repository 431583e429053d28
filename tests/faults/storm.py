"""Senders in processes of their own, and what the database and the mail server say of what became of it.

Where a lease or a wait between tries would have to run out, the clock of the row is put on, not the test's patience;
`manage.py faults --patient` waits.
"""

import signal
import subprocess
import sys
import time
from collections import Counter

from django.db import connection

from tests.faults.reckoning import PATIENT, SIZE, Reckoning
from tests.faults.world import ROOT, Elsewhere, due_now, everyone
from tests.servers import eventually

LOOP = [sys.executable, "-m", "django", "run_reminders", "--loop", "--seconds", "0.3"]
LEASE = 90  # seconds, as the senders have it


class Senders:
    """Loops without a queue, each a process; some are killed. What they say is in `said()`."""

    def __init__(self, folder, url, command=LOOP):
        self.env, self.command, self.log = Elsewhere(folder, url).env, command, folder / "senders.log"
        self.processes, self.killed = [], 0

    def start(self, number=1):
        for _ in range(number):
            with self.log.open("a") as log:
                process = subprocess.Popen(self.command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
            self.processes.append(process)

    def said(self):
        return self.log.read_text()

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


class World:
    """One session whose reminder is due for so many people, and the moment from which it could go."""

    def __init__(self, people=SIZE):
        self.session = due_now(people)
        self.everyone = everyone(people)
        self.since = time.time()


class Many:
    """So many sessions, each with a reminder that is due for one person."""

    def __init__(self, sessions):
        self.sessions = [due_now(1, first=number) for number in range(sessions)]
        self.everyone = everyone(sessions)
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
    return eventually(lambda: is_expanded() and not is_open(), seconds + PATIENT * LEASE)


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
    if PATIENT:
        return
    dead = f"%:{process.pid}:%"
    run("UPDATE reminders_message SET claimed_until = now() WHERE claimed_until > now() AND claimed_by LIKE %s", dead)


def end_all_leases():
    if not PATIENT:
        run("UPDATE reminders_message SET claimed_until = now() WHERE claimed_until > now()")


def end_waits():
    """As if every wait between two tries were over."""
    if PATIENT:
        return
    run("UPDATE reminders_message SET next_attempt_at = now() WHERE next_attempt_at > now() AND state = 'due'")
