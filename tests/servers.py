"""Processes that tests start: they go with the test, and with the run when it is killed."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest
from django.conf import settings

from programme.running import names

ROOT = Path(__file__).resolve().parents[1]


def pytest_runtest_setup(item):
    """Tests of PostgreSQL alone are run by `manage.py test`, which starts one."""
    if item.get_closest_marker("postgres") and "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("needs PostgreSQL: manage.py test --db=postgres")


def outside():
    """The environment as it was before the tests: nothing of the project's own, nothing of Django's."""
    return {name: value for name, value in names.without(os.environ).items() if not name.startswith("DJANGO_")}


class Launcher:
    """Starts commands that know nothing of the environment of the tests, and finds whatever came of them."""

    def __init__(self, folder):
        self.folder = folder
        self.token = uuid.uuid4().hex
        self.processes = []

    def __call__(self, *command, **environment):
        """Start `command` in the project's folder; its output goes to a file, read with `said`."""
        clean = outside() | {"LAUNCHED_BY": self.token, "PYTHONUNBUFFERED": "1"} | environment
        process = subprocess.Popen(
            [sys.executable if part == "python" else part for part in command],
            cwd=ROOT,
            env={name: str(value) for name, value in clean.items()},
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / f"said-{len(self.processes)}").open("w"),
            stderr=subprocess.STDOUT,
        )
        process.said = (self.folder / f"said-{len(self.processes)}").read_text
        self.processes.append(process)
        return process

    def left(self):
        """The command lines of everything started here, by whatever generation, that still runs."""
        return [command_line(pid) for pid in self.pids()]

    def pids(self):
        mark = f"LAUNCHED_BY={self.token}".encode()
        return [pid for pid in filter(str.isdigit, os.listdir("/proc")) if mark in read(f"/proc/{pid}/environ")]

    def end(self):
        for process in self.processes:
            process.terminate()
        eventually(lambda: not self.pids(), 20)
        for pid in self.pids():
            os.kill(int(pid), 9)
        for process in self.processes:
            process.wait()


def descendants(pid):
    """The ids of everything that came of process `pid` and still hangs on it; servers hide their environment."""
    parents = {child: parent_of(child) for child in filter(str.isdigit, os.listdir("/proc"))}
    found = [str(pid)]
    for parent in found:
        found += [child for child, its in parents.items() if its == parent]
    return found[1:]


def parent_of(pid):
    fields = read(f"/proc/{pid}/stat").rpartition(b") ")[2].decode().split()
    return fields[1] if fields else ""


def command_line(pid):
    return read(f"/proc/{pid}/cmdline").replace(b"\0", b" ").decode()


def read(path):
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


@pytest.fixture
def launch(tmp_path):
    """launch("python", "manage.py", ..., VAR_DIR=...) starts a process that ends with the test."""
    launcher = Launcher(tmp_path)
    yield launcher
    launcher.end()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A folder of data made ready once, with the demonstration."""
    folder = tmp_path_factory.mktemp("prepared")
    environment = outside() | {"VAR_DIR": str(folder)}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture
def var(prepared, tmp_path):
    """A copy of the data made ready, for one test."""
    return shutil.copytree(prepared, tmp_path / "var")


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def eventually(condition, seconds=30):
    """Whether `condition` came true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def get(url):
    """Status and text of a page; status 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""
