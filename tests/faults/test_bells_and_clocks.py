"""The queue only rings the bell, and only the database's clock counts: what happens when either is off."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest
import redis

from reminders.models import Occasion
from tests.faults.reckoning import Reckoning
from tests.faults.test_worker_and_beat import CELERY
from tests.faults.world import LONDON, ROOT, Elsewhere, due_now, everyone
from tests.servers import eventually

pytestmark = [pytest.mark.servers, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = 8
OFF = """
from datetime import datetime, timedelta, timezone
import time_machine
time_machine.travel(datetime.now(timezone.utc) + timedelta(hours={hours}), tick=True).start()
import django
django.setup()
from django.core.management import call_command
call_command("run_reminders", "--once")
"""


def reckon(row, kept, expected):
    return Reckoning(row, expected, Counter((line["to"][0], line["id"]) for line in kept.accepted())).tell()


def test_a_queue_that_is_emptied_every_moment_rings_late_and_nothing_goes_twice(tmp_path, sink, launch):
    due_now(PEOPLE)
    kept = sink("--slow", "0.1")
    environment = Elsewhere(tmp_path, kept.url).env
    for worker in ("1", "2"):
        launch(*CELERY, "worker", "--pool", "solo", "-n", f"worker{worker}@here", **environment)
    launch(*CELERY, "beat", "--max-interval", "1", "--schedule", str(tmp_path / "beat"), **environment)
    queue = redis.Redis(unix_socket_path=os.environ["CELERY_BROKER_URL"].removeprefix("redis+socket://"))

    def empty_and_look():
        queue.flushall()
        return len(kept.accepted()) >= PEOPLE

    assert eventually(empty_and_look, 120), [process.said() for process in launch.processes]
    time.sleep(1)
    found = reckon("Valkey flushed all the time", kept, everyone(PEOPLE))
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)


def sender_whose_clock_is_off(hours, env):
    command = [sys.executable, "-c", OFF.format(hours=hours)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("hours", [2, -2])
def test_a_sender_whose_clock_is_two_hours_off_sends_neither_early_nor_late_nor_twice(tmp_path, sink, hours):
    due_now(PEOPLE)
    kept = sink()
    env = Elsewhere(tmp_path, kept.url).env
    sender_whose_clock_is_off(hours, env)
    sender_whose_clock_is_off(-hours, env)
    found = reckon("a clock two hours off", kept, everyone(PEOPLE))
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)


def test_a_clock_that_is_ahead_sends_nothing_before_its_time(tmp_path, sink):
    session = due_now(PEOPLE)
    soon = datetime.now(LONDON) + timedelta(hours=1)
    days = (session.days.get().date - soon.date()).days
    session.cohort.programme.reminder_rules.create(days=days, hour=soon.hour)  # within the hour, and no other rule
    kept = sink()
    sender_whose_clock_is_off(2, Elsewhere(tmp_path, kept.url).env)
    assert kept.accepted() == []
    assert Occasion.objects.filter(kind="before_session", expanded_at=None).count() == 1
