import os

import pytest
from django.core.cache import cache
from django.db import connection

from programme.running import suite
from tests.servers import command_line, descendants, eventually


class Recorder:
    """Notes which legs would run."""

    def __init__(self):
        self.ran = []

    def check(self):
        self.ran.append("checks")

    def on_sqlite(self, *arguments):
        self.ran.append(("sqlite", *arguments))

    def on_postgres(self, *arguments):
        self.ran.append(("postgres", *arguments))

    def in_a_browser(self):
        self.ran.append("browser")


def legs(*arguments):
    recorder = Recorder()
    for leg in suite.legs(recorder, *suite.parse(arguments)):
        leg()
    return recorder.ran


def test_without_arguments_everything_runs():
    names = [leg if isinstance(leg, str) else leg[0] for leg in legs()]
    assert names == ["checks", "sqlite", "postgres", "browser"]


@pytest.mark.parametrize("arguments", [["-x"], ["-k", "agenda"], ["tests/doors", "-vv"]])
def test_arguments_reach_pytest_on_sqlite_alone(arguments):
    assert legs(*arguments) == [("sqlite", *arguments)]


def test_the_database_can_be_said():
    assert legs("--db=postgres", "-x") == [("postgres", "-x")]
    assert legs("--db=both", "-x") == [("sqlite", "-x"), ("postgres", "-x")]
    assert [leg[0] for leg in legs("--db=both")] == ["sqlite", "postgres"]


def test_both_cores_are_used_unless_the_arguments_forbid():
    assert suite.parallel(["-x"]) == ["-n", "2"]
    assert suite.parallel(["-n0"]) == suite.parallel(["--pdb"]) == []


@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_was_asked_for():
    expected = os.environ.get("EXPECT_DATABASE")
    if expected is None:
        pytest.skip("run by hand, on whatever DATABASE_URL says")
    assert connection.vendor == expected
    assert type(cache._connections["default"]).__name__ == (
        "RedisCache" if expected == "postgresql" else "DatabaseCache"
    )


@pytest.mark.servers
@pytest.mark.embedded
@pytest.mark.parametrize("how", ["terminate", "kill"])
def test_a_stopped_run_leaves_no_server_behind(launch, tmp_path, how):
    waiting = tmp_path / "test_waiting.py"
    waiting.write_text("import time\ndef test_waiting():\n    time.sleep(60)\n")
    command = ["python", "manage.py", "test", "--db=postgres", "-p", "no:cacheprovider", str(waiting)]
    process = launch(*command)
    assert eventually(lambda: {"postgres", "valkey-server", "-m pytest"} <= running(process), 60), process.said()
    family = descendants(process.pid)
    getattr(process, how)()
    process.wait(20)
    assert eventually(lambda: not any(map(command_line, family)), 20), [*map(command_line, family)]


def running(process):
    lines = [command_line(pid) for pid in descendants(process.pid)]
    return {name for name in ("postgres", "valkey-server", "-m pytest") if any(name in line for line in lines)}
