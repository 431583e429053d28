"""Whether mail goes: on a page, in a banner, by a command; and pausing it with a look at what would go."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from reminders import pausing, status, tasks
from reminders.models import Heartbeat
from tests.factories import NOW
from tests.reminders.story import WEEK_BEFORE, tick

pytestmark = pytest.mark.django_db


def seen(**ages):
    """Parts that last worked so many seconds ago."""
    for name, seconds in ages.items():
        Heartbeat.objects.update_or_create(name=name, defaults={"at": NOW - timedelta(seconds=seconds)})


@pytest.mark.parametrize(
    ("ages", "trouble"),
    [
        ({"tick": 10, "beat": 10, "worker": 10}, []),
        ({"tick": 300, "beat": 10, "worker": 300}, ["worker"]),
        ({"tick": 300, "beat": 300, "worker": 300}, ["beat"]),
        ({"tick": 300}, ["silent"]),
        ({}, ["silent"]),
        ({"tick": 300, "loop": 300}, ["silent"]),
        ({"tick": 10, "mail_server": -30}, ["mail_server"]),
    ],
)
def test_it_is_said_which_part_is_silent(ages, trouble):
    seen(**ages)
    assert status.troubles(NOW) == trouble


def test_what_waits_for_over_five_minutes_is_a_trouble(cast, mailoutbox, monkeypatch):
    monkeypatch.setattr("reminders.ticking.send", lambda *_: 0)
    tick(WEEK_BEFORE)
    assert status.troubles(WEEK_BEFORE + timedelta(minutes=1)) == []
    tick(WEEK_BEFORE + timedelta(minutes=6))
    assert status.troubles(WEEK_BEFORE + timedelta(minutes=6)) == ["behind"]


def test_beat_notes_that_it_rings(monkeypatch):
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)  # the test goes on with its own
    tasks.ring()
    assert Heartbeat.objects.get(name="beat").number == 1
    tasks.ring()
    assert Heartbeat.objects.get(name="beat").number == 2


class TestCommand:
    def run(self, capsys, *options):
        call_command("reminders_status", *options)
        return capsys.readouterr().out

    def test_for_programs_it_gives_ages_and_counts(self, cast, capsys):
        tick(timezone.now())
        found = json.loads(self.run(capsys, "--json"))
        assert found["oldest_due_age_s"] is None
        assert 0 <= found["last_tick_age_s"] < 60
        assert found["counts"] == {"due": 0, "sending": 0, "failed": 0, "doubtful": 0}

    def test_it_fails_where_something_is_wrong(self, capsys):
        with pytest.raises(CommandError, match="nothing has looked"):
            self.run(capsys)


class TestPages:
    @pytest.fixture(autouse=True)
    def _now(self):
        with time_machine.travel(WEEK_BEFORE, tick=False):
            yield

    def get(self, client, who, name, *args):
        client.force_login(who)
        return client.get(reverse(f"reminders:{name}", args=args)).content.decode()

    def post(self, client, who, name, *args, **form):
        client.force_login(who)
        return client.post(reverse(f"reminders:{name}", args=args), form, follow=True).content.decode()

    def test_a_silent_worker_is_said_on_the_page_and_at_home(self, client, cast):
        seen(tick=0)
        assert "Nothing has been looked at for over two minutes" in self.get(client, cast.coordinator, "watch")
        client.force_login(cast.coordinator)
        assert "See what is wrong" in client.get("/").content.decode()
        client.force_login(cast.administrator)
        assert "See what is wrong" in client.get("/").content.decode()

    def test_while_all_goes_nothing_is_said(self, client, cast):
        tick(WEEK_BEFORE)
        assert "Mail goes" in self.get(client, cast.coordinator, "watch")
        client.force_login(cast.coordinator)
        assert "See what is wrong" not in client.get("/").content.decode()

    def test_a_paused_programme_says_what_would_go_before_it_goes_on(self, client, cast, mailoutbox):
        tick(WEEK_BEFORE - timedelta(days=1))
        self.post(client, cast.coordinator, "pause", cast.programme.pk)
        tick(WEEK_BEFORE)
        assert mailoutbox == []
        client.force_login(cast.coordinator)
        assert "Messages are paused." in client.get("/").content.decode()
        page = self.get(client, cast.coordinator, "resume", cast.programme.pk)
        assert "7 messages go when you go on" in page
        assert "None has become too late" in page
        assert "Sam Okafor" in page
        assert "what waited goes within a minute" in self.post(client, cast.coordinator, "resume", cast.programme.pk)
        tick(WEEK_BEFORE + timedelta(minutes=1))
        assert len(mailoutbox) == 7

    def test_what_waits_can_be_dropped(self, client, cast, mailoutbox):
        self.post(client, cast.coordinator, "pause", cast.programme.pk)
        tick(WEEK_BEFORE)
        self.post(client, cast.coordinator, "resume", cast.programme.pk, drop="1")
        tick(WEEK_BEFORE + timedelta(minutes=1))
        assert mailoutbox == []

    def test_pressing_twice_is_pressing_once(self, client, cast):
        for _ in range(2):
            self.post(client, cast.coordinator, "pause", cast.programme.pk)
        assert self.get(client, cast.coordinator, "watch").count("by Dana Whitfield") == 1

    def test_another_coordinator_finds_no_such_programme(self, client, cast):
        client.force_login(cast.other_coordinator)
        assert client.post(reverse("reminders:pause", args=[cast.programme.pk])).status_code == 404
        cast.programme.refresh_from_db()
        assert cast.programme.paused_at is None

    def test_an_administrator_pauses_everything_and_lets_it_go_on(self, client, cast, mailoutbox):
        self.post(client, cast.administrator, "pause_all")
        tick(WEEK_BEFORE)
        assert mailoutbox == []
        assert "7 messages go when you go on" in self.get(client, cast.administrator, "resume_all")
        self.post(client, cast.administrator, "resume_all")
        tick(WEEK_BEFORE + timedelta(minutes=1))
        assert len(mailoutbox) == 7

    def test_a_restored_database_asks_somebody(self, client, cast):
        pausing.hold(None, WEEK_BEFORE, why=pausing.RESTORED, number=9)
        assert "the database is older than what was already sent" in self.get(client, cast.administrator, "watch")
        assert "read the list, and drop what waits" in self.get(client, cast.administrator, "resume_all")
