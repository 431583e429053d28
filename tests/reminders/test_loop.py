"""The loop that needs no queue: it lives through an absent database and ends after the message in hand."""

import asyncio
import logging
import signal
from collections import Counter
from datetime import timedelta
from threading import Event
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from django.db import OperationalError

from reminders import loop, services
from reminders.models import Heartbeat, Message
from tests.faults.world import Elsewhere, due_now, everyone
from tests.reminders.story import WEEK_BEFORE, tick
from tests.servers import eventually, free_port

PEOPLE = 6


@pytest.fixture
def looping(monkeypatch):
    """A loop that takes no signals and keeps the test's own connection, for looking by hand."""
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)
    monkeypatch.setattr(loop, "connection", SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(loop, "Request", lambda: SimpleNamespace(made=False))
    return loop.Loop(15, lambda now: None)


@pytest.mark.django_db
def test_an_absent_database_is_said_once_and_so_is_its_return(looping, monkeypatch, caplog):
    def fail(*_, **__):
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as away:
        away.setattr(services, "tick", fail)
        looping.look()
        looping.look()
    looping.look()
    said = [(record.levelno, record.getMessage()) for record in caplog.records if record.levelno > logging.INFO]
    assert [level for level, _ in said] == [logging.ERROR, logging.WARNING]
    assert "the server closed the connection" in said[0][1]
    assert "The database is back" in said[1][1]


@pytest.mark.django_db
def test_a_tick_that_fails_is_logged_and_the_next_one_tries_again(looping, monkeypatch, caplog):
    with monkeypatch.context() as broken:
        broken.setattr(services, "tick", lambda *_, **__: 1 / 0)
        looping.look()
    assert "ZeroDivisionError" in caplog.text
    looping.look()
    assert Heartbeat.objects.get(name="loop").number == 1


@pytest.mark.django_db
def test_one_line_is_logged_when_something_was_sent_and_none_otherwise(looping, cast, caplog, mailoutbox):
    caplog.set_level(logging.INFO)
    tick(WEEK_BEFORE)
    Message.objects.update(state="due", next_attempt_at=WEEK_BEFORE - timedelta(days=365))
    looping.look()
    assert [record.getMessage() for record in caplog.records] == ["Took 7 messages in hand"]
    caplog.clear()
    looping.look()
    assert caplog.text == ""


@pytest.mark.django_db
def test_who_is_asked_to_stop_begins_no_further_message_and_claims_none(cast, mailoutbox):
    tick(WEEK_BEFORE - timedelta(seconds=15))
    assert services.tick(WEEK_BEFORE, stop=lambda: len(mailoutbox) == 2) == 7
    assert len(mailoutbox) == 2
    left = Message.objects.filter(state="due")
    assert list(left.values_list("claimed_by", "claimed_until", "attempts").distinct()) == [("", None, 0)]
    tick(WEEK_BEFORE)
    assert len(mailoutbox) == 7


class Gate:
    """A mail server that keeps the third message waiting until it is opened."""

    def __init__(self):
        self.took, self.is_open = [], Event()

    async def handle_DATA(self, server, session, envelope):
        self.took.append(envelope.rcpt_tos[0])
        if len(self.took) == 3:
            await asyncio.get_running_loop().run_in_executor(None, self.is_open.wait, 60)
        return "250 Kept"


@pytest.fixture
def gate():
    controller = Controller(Gate(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.handler.is_open.set()
    controller.stop()


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_asked_to_end_in_a_batch_it_finishes_the_message_in_hand_and_gives_back_the_others(tmp_path, gate):
    due_now(PEOPLE)
    elsewhere = Elsewhere(tmp_path, f"smtp://127.0.0.1:{gate.port}")
    elsewhere.push()
    process = elsewhere.sender("--loop", "--seconds", "0.2")
    assert eventually(lambda: len(gate.handler.took) == 3, 60)
    process.send_signal(signal.SIGTERM)
    gate.handler.is_open.set()
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 0, output.decode()
    assert "Took 6 messages in hand" in output.decode()
    elsewhere.pull()
    states = Counter(Message.objects.values_list("state", "claimed_by"))
    assert states == {("sent", ""): 3, ("due", ""): PEOPLE - 3}
    elsewhere.tick()
    assert Counter(gate.handler.took) == Counter(everyone(PEOPLE))
