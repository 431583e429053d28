"""The edges: the queue, the command without a queue, and the database's clock."""

import signal
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from django.core.management import CommandError, call_command

from programme.celery import app
from reminders import tasks
from reminders.clock import Clock, database_now
from reminders.models import Heartbeat
from tests.factories import NOW
from tests.faults.world import Elsewhere

pytestmark = pytest.mark.django_db


def ticked():
    return Heartbeat.objects.filter(name="tick").exists()


def test_the_task_ticks_at_the_database_s_time(time_machine):
    time_machine.move_to(NOW)  # this worker's clock is months ahead
    tasks.tick()
    assert abs(Heartbeat.objects.get(name="tick").at - database_now()) < timedelta(seconds=30)
    assert database_now() < NOW


def test_beat_rings_every_fifteen_seconds_and_what_is_not_heard_in_time_is_dropped():
    ring = app.conf.beat_schedule["reminders"]
    assert (ring["task"], ring["schedule"]) == (tasks.tick.name, 15)
    assert ring["options"]["expires"] <= 15


def test_without_a_queue_the_command_does_the_same():
    call_command("run_reminders", "--once")
    assert ticked()


def test_the_command_asks_how_often():
    with pytest.raises(CommandError, match="--once"):
        call_command("run_reminders")


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_the_loop_ends_when_asked(tmp_path):
    elsewhere = Elsewhere(tmp_path, f"file://{tmp_path}/mail")
    elsewhere.push()
    process = elsewhere.sender("--loop", "--seconds", "0.2")
    try:
        for _ in range(200):
            elsewhere.pull()
            if ticked():
                break
            sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.stdout.close()
    assert ticked()


def test_the_clock_goes_on_from_what_the_database_said():
    clock = Clock(datetime(2027, 1, 1, tzinfo=UTC))
    first = clock.now()
    assert first >= datetime(2027, 1, 1, tzinfo=UTC)
    assert clock.now() > first
