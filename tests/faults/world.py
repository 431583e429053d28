"""A session whose reminder of seven days before is due by the real clock, and processes of their own that send it."""

import os
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import connection

from cohorts.models import Membership
from tests import factories as make

ROOT = Path(__file__).resolve().parent.parent.parent
LONDON = ZoneInfo("Europe/London")


def due_now(people, first=0):
    """A workshop that `people` (a number) participants are to be reminded of since 09:00 today or yesterday."""
    now = datetime.now(LONDON)
    date = now.date() + timedelta(days=7 if now.hour >= 9 else 6)
    cohort = make.cohort(make.programme(office_email="office@programme.example"))
    long_ago = now - timedelta(days=60)
    for number in range(first, first + people):
        person = make.person(f"Person {number}", email=f"person{number:04d}@fault.example")
        make.place(cohort, person, Membership.Role.PARTICIPANT, joined_at=long_ago)
    return make.session(cohort, on=date, changed_at=now, dates_published_at=long_ago)


def everyone(people):
    return {f"person{number:04d}@fault.example" for number in range(people)}


class Elsewhere:
    """This test's data where a process of its own can reach it: the real database, or a file copied from memory."""

    def __init__(self, folder, email_url):
        self.file = folder / "fault.sqlite3"
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "programme.settings",
            "VAR_DIR": str(folder / "var"),
            "EMAIL_URL": email_url,
            "DATABASE_URL": self.url(),
            "PYTHONPATH": str(ROOT),
        }

    def url(self):
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.file}"
        database = connection.settings_dict
        host = database["HOST"] or database["OPTIONS"].get("host", "")
        user = ":".join(part for part in (database["USER"], database["PASSWORD"]) if part)
        return f"postgres://{user}@/{database['NAME']}?host={host}" + (
            f"&port={database['PORT']}" if database["PORT"] else ""
        )

    def push(self):
        """Give what this process has to the others."""
        if connection.vendor == "sqlite":
            self._copy(connection.connection, self.file)

    def pull(self):
        """Take over what the others have done."""
        if connection.vendor == "sqlite":
            with sqlite3.connect(self.file) as theirs:
                theirs.backup(connection.connection)

    def _copy(self, ours, file):
        with sqlite3.connect(file) as theirs:
            ours.backup(theirs)

    def sender(self, *arguments):
        """Start a process that runs one tick."""
        command = [sys.executable, "-m", "django", "run_reminders", *(arguments or ["--once"])]
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def tick(self):
        """One tick in a process of its own, awaited."""
        process = self.sender()
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0, output.decode()
        return output.decode()
