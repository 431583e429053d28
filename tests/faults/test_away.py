"""A PostgreSQL, a Valkey and a mail server of the test's own that go away and come back, and a backup put back."""

import os
import random
import shutil
import signal
import subprocess
import time

import pytest
from django.core.management import call_command
from django.db import connection

from programme.running import servers
from programme.running.children import Children
from reminders import pausing, services
from reminders.clock import database_now
from reminders.models import Heartbeat
from tests.faults.reckoning import AWAY, PATIENT, SEEDS, SIZE
from tests.faults.storm import World, count, end_all_leases, reached, reckon, run, settled
from tests.faults.test_worker_and_beat import CELERY
from tests.faults.world import everyone
from tests.servers import eventually, free_port

pytestmark = [pytest.mark.servers, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
seeded = pytest.mark.parametrize("seed", SEEDS)


class Own(servers.Postgres):
    """The server that this test's own connection leads to; like a real one it keeps what was committed."""

    care = "-c fsync=off"

    def stop(self, how=signal.SIGINT):
        connection.close()
        super().stop(how)

    def restart(self, how):
        self.stop(how)
        self.start()


@pytest.fixture
def postgres():
    """A server of this test alone, with the tables in it."""
    with Children() as children:
        own, others = Own(children), connection.settings_dict.copy()
        connection.close()
        connection.settings_dict |= {"NAME": "postgres", "USER": "postgres", "HOST": str(own.work)}
        call_command("migrate", verbosity=0)
        yield own
        connection.close()
        connection.settings_dict.update(others)


@seeded
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["restarted", "crashed"])
def test_postgresql_is_restarted_under_load(postgres, storm, seed, how):
    world = World()
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    for _ in range(2):
        reached(kept, len({line["to"][0] for line in kept.accepted()}) + random.Random(seed).randrange(2, SIZE // 3))
        postgres.restart(how)
        end_all_leases()
    settled()
    found = reckon(f"PostgreSQL {'crashes' if how == signal.SIGQUIT else 'restarted'}", kept, world)
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= 4  # one mail a sender and restart is in doubt
    assert [process.poll() for process in senders.processes] == [None, None]


def test_postgresql_stays_away(postgres, storm):
    """What was fenced goes; nothing else does until the database is back, and then the same processes go on."""
    world = World()
    kept, senders = storm("--slow", "0.02")
    senders.start(2)
    reached(kept, 3)
    postgres.stop()
    time.sleep(AWAY)
    before = len(kept.accepted())
    time.sleep(1)
    assert len(kept.accepted()) == before < SIZE
    postgres.start()
    end_all_leases()
    settled()
    found = reckon("PostgreSQL away", kept, world)
    assert (found.lost, found.unasked) == (0, 0)
    assert found.twice <= 2
    assert [process.poll() for process in senders.processes] == [None, None]
    assert senders.said().count("The database is away") == 2


def test_without_the_queue_the_loop_goes_on_and_worker_and_beat_come_back_with_it(tmp_path, storm, launch):
    with Children() as children:
        valkey = servers.Valkey(children)
        kept, senders = storm()
        environment = senders.env | {"CELERY_BROKER_URL": f"redis+socket://{valkey.path}"}
        launch(*CELERY, "worker", "--pool", "solo", "-n", "away@here", **environment)
        launch(*CELERY, "beat", "--max-interval", "1", "--schedule", str(tmp_path / "beat"), **environment)
        assert eventually(lambda: Heartbeat.objects.filter(name="worker").exists(), 60), launch.processes[0].said()
        valkey.stop()
        world = World()
        senders.start()
        settled()
        time.sleep(AWAY)
        senders.end(senders.processes[0])
        found = reckon("Valkey away", kept, world)
        assert (found.lost, found.twice, found.unasked) == (0, 0, 0)
        silent_since = Heartbeat.objects.get(name="worker").at
        valkey.start()
        came_back = eventually(lambda: Heartbeat.objects.get(name="worker").at > silent_since, 90)
        assert came_back, [process.said()[-2000:] for process in launch.processes]
        assert len(kept.accepted()) == SIZE


def test_a_restored_backup_waits_for_somebody_to_let_it_go_on(postgres, storm):
    backup = postgres.base / "w" / "backup"
    world = World()
    postgres.stop()
    shutil.copytree(postgres.work / "data", backup)
    postgres.start()
    kept, senders = storm()
    senders.start()
    settled()
    senders.end(senders.processes[0])
    put_back(backup, postgres)
    senders.start(2)
    assert eventually(lambda: pausing.everything() is not None)
    time.sleep(2)
    assert pausing.everything().is_restored
    found = reckon("yesterday's backup restored", kept, world)
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)
    services.pausing.resume_all(by=None, now=database_now(), drop=True)
    time.sleep(2)
    assert len(kept.accepted()) == SIZE  # whoever let it go on chose to drop what may have gone before


def put_back(backup, postgres):
    """As an operator does it: stop, put the old files in place of the new ones, start."""
    postgres.stop()
    shutil.rmtree(postgres.work / "data")
    backup.rename(postgres.work / "data")
    subprocess.run(["chown", "-R", f"{os.stat(postgres.work).st_uid}", postgres.work / "data"], check=True)
    postgres.start()


LOGIN = "mailer"


@seeded
def test_a_refused_login_gives_one_alert_and_burns_nobodys_attempts(storm, sink, seed):
    world, port = World(), str(free_port())
    kept, senders = storm("--login", f"{LOGIN}:new", "--port", port)
    senders.env["EMAIL_URL"] = f"smtp://{LOGIN}:old@127.0.0.1:{port}"
    senders.start(2)
    assert eventually(lambda: Heartbeat.objects.filter(name="mail_server", note__contains="535").exists())
    time.sleep(3)
    assert count("reminders_message", "attempts > 0") == 0
    assert senders.said().count("The mail server is away") == 1
    assert kept.accepted() == []
    kept.stop()
    kept = sink("--login", f"{LOGIN}:old", "--port", port)
    if not PATIENT:
        run("UPDATE reminders_heartbeat SET at = now() WHERE name = 'mail_server'")
    settled()
    found = reckon("535, then the right password", kept, world, everyone(SIZE))
    assert (found.lost, found.twice, found.unasked) == (0, 0, 0)
