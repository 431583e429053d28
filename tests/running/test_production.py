"""The commands of docs/running.md, as they stand there, on PostgreSQL and Valkey."""

import json
import os
import re
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db import connection

from tests.running.test_settings import EXAMPLE
from tests.servers import ROOT, eventually, free_port

COMMANDS = re.findall(r"^    \.venv/bin/(.+)$", (ROOT / "docs" / "running.md").read_text(), re.MULTILINE)
SET_UP = [command for command in COMMANDS if re.search("migrate|createcachetable|collectstatic|check", command)]
RUN = [command for command in COMMANDS if command.startswith(("gunicorn", "celery"))]

pytestmark = [pytest.mark.postgres, pytest.mark.servers]


@pytest.fixture
def site(django_db_blocker, django_db_setup, worker_id, tmp_path):
    """The environment of a real site, with a database of its own."""
    name = f"site_{worker_id}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    given = os.environ
    return EXAMPLE | {
        "DATABASE_URL": given["DATABASE_URL"].replace("/postgres?", f"/{name}?"),
        "CELERY_BROKER_URL": given["CELERY_BROKER_URL"],
        "CACHE_URL": given["CACHE_URL"],
        "EMAIL_URL": f"file://{tmp_path}/mail",
        "VAR_DIR": tmp_path / "var",
    }


def test_web_worker_and_beat_run_as_separate_processes(launch, site):
    assert len(SET_UP) == 4
    assert len(RUN) == 3
    for command in SET_UP:
        done = launch("python", *in_module(command), **site)
        assert done.wait(120) == 0, done.said()
    port = free_port()
    for command in RUN:
        launch("python", *in_module(command.replace(":8000", f":{port}")), **site)
    assert eventually(lambda: ask(port, "healthz")[0] == 200)
    status, page = ask(port, "privacy/")
    assert status == 200
    assert "<h1" in page
    assert eventually(lambda: ticks(site), 60), [process.said() for process in launch.processes]
    said = json.loads(ask(port, "readyz")[1])
    assert {name: said[name] for name in ("database", "cache", "messages")} == dict.fromkeys(
        ("database", "cache", "messages"), "ok"
    )
    assert said["last_tick_age_s"] < 60


def in_module(command):
    """The command as modules of this very Python, wherever its environment is."""
    program, *arguments = command.split()
    return arguments if program == "python" else ["-m", program, *arguments]


def ask(port, path):
    """What a proxy that ends TLS gets."""
    headers = {"Host": "programme.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers=headers)
        ) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def ticks(site):
    """Whether the tick that beat asked for was done by the worker."""
    settings = connection.settings_dict
    name = urlsplit(str(site["DATABASE_URL"])).path.strip("/")
    with psycopg2.connect(
        dbname=name, user=settings["USER"], host=settings["OPTIONS"].get("host", settings["HOST"])
    ) as own:
        cursor = own.cursor()
        cursor.execute("SELECT count(*) FROM reminders_heartbeat WHERE name = 'tick'")
        return cursor.fetchone()[0]
