"""`manage.py test`: every check and every test, on both databases and in a browser, with one table at the end."""

import argparse
import os
import time

from programme.running import bootstrap, checks, names, servers
from programme.running.children import Children
from programme.running.results import Result, read_report, table
from programme.running.signals import Requests

INTERRUPTED = 130
SQLITE = "not browser and not postgres"
POSTGRES = "not browser and not embedded"


def run(arguments):
    """Run what `arguments` ask for (everything without any); return the worst exit code."""
    database, rest = parse(arguments)
    bootstrap.enter("requirements-dev.txt")
    requests = Requests()
    with Children() as children:
        suite = Suite(children, requests)
        try:
            for leg in legs(suite, database, rest):
                if not requests:
                    leg()
        finally:
            children.stop(hurry=lambda: requests.urgent)
    if requests:
        suite.results.append(Result("interrupted", code=INTERRUPTED))
    print(f"\n{table(suite.results)}", flush=True)
    return max((abs(result.code) for result in suite.results), default=0)


def parse(arguments):
    """The database asked for (None: not said), and what is for pytest."""
    parser = argparse.ArgumentParser(
        prog="manage.py test", epilog="Everything else goes to pytest.", allow_abbrev=False
    )
    parser.add_argument("--db", choices=["sqlite", "postgres", "both"], help="which database (both, with pages: all)")
    known, rest = parser.parse_known_args(arguments)
    return known.db, rest


def legs(suite, database, rest):
    """What to run, in order. With arguments nothing but the tests they choose, on SQLite unless said otherwise."""
    if not rest and database is None:
        return [
            suite.check,
            lambda: suite.on_sqlite("-m", SQLITE),
            lambda: suite.on_postgres("-m", POSTGRES),
            suite.in_a_browser,
        ]
    sqlite = rest or ["-m", SQLITE]
    postgres = rest or ["-m", POSTGRES]
    chosen = {"sqlite": [sqlite], "postgres": [], "both": [sqlite]}[database or "sqlite"]
    runs = [lambda: suite.on_sqlite(*sqlite)] if chosen else []
    return runs + ([lambda: suite.on_postgres(*postgres)] if database in {"postgres", "both"} else [])


class Suite:
    def __init__(self, children, requests):
        self.children, self.requests, self.results = children, requests, []
        self.environment = names.without(os.environ) | {"PYTHONUNBUFFERED": "1"}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)

    def check(self):
        headline("static checks")
        here = self.environment | {"VAR_DIR": str(self.children.folder("var_"))}
        self.results.extend(checks.run(self.children, self.requests, here))

    def on_sqlite(self, *arguments):
        self.pytest("SQLite", arguments, {"EXPECT_DATABASE": "sqlite"})

    def on_postgres(self, *arguments):
        headline("starting PostgreSQL and Valkey")
        urls = servers.start(self.children)
        self.pytest("PostgreSQL, Valkey", arguments, urls | {"EXPECT_DATABASE": "postgresql"})

    def in_a_browser(self):
        self.pytest("browser", ["-m", "browser"], {"EXPECT_DATABASE": "sqlite"})
        if os.environ.get("REQUIRE_BROWSER") == "1" and self.results[-1].skipped:
            self.results[-1].code = self.results[-1].code or 1

    def pytest(self, leg, arguments, environment):
        headline(leg)
        report = self.children.folder("report_") / "report.xml"
        environment = self.environment | {"VAR_DIR": str(self.children.folder("var_"))} | environment
        command = [bootstrap.PYTHON, "-m", "pytest", f"--junitxml={report}", *parallel(arguments), *arguments]
        started = time.monotonic()
        process = self.children.start(command, cwd=bootstrap.ROOT, env=environment)
        code = self.children.wait(process, self.requests)
        self.results.append(read_report(report, leg, time.monotonic() - started, code))


def parallel(arguments):
    """Both cores, unless the arguments say how many or want to talk to one process."""
    said = any(
        argument.startswith(("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-s")) for argument in arguments
    )
    return [] if said else ["-n", "2"]


def headline(text):
    print(f"\n== {text} ==", flush=True)
