"""`manage.py faults`: the fault tests alone, with many seeds and more messages, and a table of what they came to."""

import argparse
import json
import os
from pathlib import Path

from programme.running import bootstrap, suite
from programme.running.children import Children
from programme.running.signals import Requests

LONG = {"runs": 20, "size": 200}
COLUMNS = ["runs", "sent", "lost", "twice", "stale", "unasked", "p50", "p95"]


def run(arguments):
    """Run what `arguments` ask for on PostgreSQL; return the exit code."""
    asked, rest = parse(arguments)
    bootstrap.enter("requirements-dev.txt")
    with Children() as children:
        report = Path(children.folder("faults_")) / "report"
        runs = suite.Suite(children, Requests())
        runs.environment |= environment(asked, report)
        chosen = ["-k", asked.only] if asked.only else []
        runs.on_postgres("tests/faults", "-n", "0", *chosen, *rest)
        print(f"\n{table(lines(report))}", flush=True)
        return max(abs(result.code) for result in runs.results)


def parse(arguments):
    parser = argparse.ArgumentParser(prog="manage.py faults", epilog="Everything else goes to pytest.")
    parser.add_argument("--long", action="store_true", help=f"{LONG['runs']} runs of {LONG['size']} messages each")
    parser.add_argument("--runs", type=int, help="how many seeds (1)")
    parser.add_argument("--size", type=int, help="messages in a run (40)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (1)")
    parser.add_argument("--patient", action="store_true", help="leases run out, servers stay away for ten minutes")
    parser.add_argument("--only", help="tests whose names hold this")
    return parser.parse_known_args(arguments)


def environment(asked, report):
    default = LONG if asked.long else {"runs": 1, "size": 40}
    return {
        "FAULT_RUNS": str(asked.runs or default["runs"]),
        "FAULT_SIZE": str(asked.size or default["size"]),
        "FAULT_SEED": str(asked.seed),
        "FAULT_PATIENT": "1" if asked.patient else "",
        "FAULT_REPORT": os.fspath(report),
    }


def lines(report):
    """The lines that the tests wrote, by row, in order."""
    found = {}
    for line in report.read_text().splitlines() if report.exists() else []:
        told = json.loads(line)
        found.setdefault(told.pop("row"), []).append(told)
    return found


def table(rows):
    """A line for each row: sums of all runs, and the worst lateness in seconds."""
    heads = [f"{'':32}" + "".join(f"{name:>9}" for name in COLUMNS)]
    return "\n".join(heads + [line_of(row, runs) for row, runs in rows.items()])


def line_of(row, runs):
    sums = {name: sum(run[name] for run in runs) for name in ("sent", "lost", "twice", "stale", "unasked")}
    worst = {name: f"{max(run[name] for run in runs):.1f}" for name in ("p50", "p95")}
    cells = {"runs": len(runs)} | sums | worst
    return f"{row:32}" + "".join(f"{cells[name]:>9}" for name in COLUMNS)
